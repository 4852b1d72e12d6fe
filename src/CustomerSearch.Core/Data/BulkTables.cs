using System.Collections;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CustomerSearch.Core.Data;

/// <summary>
/// What a bulk writer writes: the table of customers and those of their parts, as the model relates them, and that of events.
/// </summary>
public sealed class BulkTables
{
    public BulkTables(IModel model)
    {
        var type = model.FindEntityType(typeof(Customer))!;
        Customer = BulkTable.Of(type, type.FindPrimaryKey()!.Properties.Single());
        Parts = [.. from part in type.GetNavigations()
                    where part.IsCollection
                    let key = part.ForeignKey.Properties.Single()
                    select new PartTable(BulkTable.Of(part.TargetEntityType, key), part.GetGetter())];
        Event = BulkTable.Of(model.FindEntityType(typeof(CustomerEvent))!);
    }

    public BulkTable Customer { get; }

    public IReadOnlyList<PartTable> Parts { get; }

    public BulkTable Event { get; }
}

/// <summary>A table of parts, and where a customer holds its rows.</summary>
public sealed record PartTable(BulkTable Table, IClrPropertyGetter Rows)
{
    public IEnumerable<object> Of(Customer customer) => ((IEnumerable)Rows.GetClrValue(customer)!).Cast<object>();
}

/// <summary>
/// The columns of one table, taken from the EF model: where their values stand, how they are converted. A column that joins
/// the model is written without a change here.
/// </summary>
public sealed class BulkTable
{
    private BulkTable(string name, IReadOnlyList<BulkColumn> columns) => (Name, Columns) = (name, columns);

    public string Name { get; }

    public IReadOnlyList<BulkColumn> Columns { get; }

    /// <param name="customerKey">The column that takes the drawn customer id instead of the entity's own value, if any.</param>
    internal static BulkTable Of(IEntityType type, IReadOnlyProperty? customerKey = null) => new(
        type.GetTableName()!,
        [.. from property in Scalars(type)
            where property == customerKey || !IsDrawnByDatabase(property)
            let converter = property.GetTypeMapping().Converter
            select new BulkColumn(
                property.GetColumnName(),
                converter?.ProviderClrType ?? property.ClrType,
                property == customerKey ? null : property.GetGetter(),
                converter?.ConvertToProvider)]);

    private static IEnumerable<IProperty> Scalars(ITypeBase type) =>
        type.GetProperties().Concat(type.GetComplexProperties().SelectMany(part => Scalars(part.ComplexType)));

    private static bool IsDrawnByDatabase(IProperty property) =>
        property.IsPrimaryKey() && property.ValueGenerated == ValueGenerated.OnAdd;
}

/// <summary>One column of a bulk write.</summary>
/// <param name="Type">What the provider is given.</param>
/// <param name="Getter">Null for the column that takes the drawn id.</param>
public sealed record BulkColumn(string Name, Type Type, IClrPropertyGetter? Getter, Func<object?, object?>? Convert)
{
    /// <returns>The value as the provider takes it; <see cref="DBNull"/> for none.</returns>
    public object ValueOf(object entity, long customerId)
    {
        if (Getter is null)
            return customerId;

        var value = Getter.GetClrValueUsingContainingEntity(entity);
        return value is null ? DBNull.Value : Convert?.Invoke(value) ?? value;
    }
}
