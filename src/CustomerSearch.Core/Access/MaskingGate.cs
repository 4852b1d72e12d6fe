using System.Collections.Concurrent;
using System.Reflection;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Names;
using Microsoft.Extensions.Options;

namespace CustomerSearch.Core.Access;

/// <summary>
/// The one gate that every customer leaves the service through: it keeps, masks or hides each property of a view as the
/// <see cref="FieldMatrix"/> says. A property that the matrix does not name is hidden.
/// </summary>
public sealed class MaskingGate(IOptions<AccessOptions> options)
{
    private static readonly ConcurrentDictionary<Type, Property[]> Properties = new();

    /// <summary>The view as the role may see it.</summary>
    /// <param name="view">Everything there is; it stays as it is.</param>
    /// <param name="customer">Whose view it is.</param>
    public T Show<T>(T view, Role role, Showing showing, Customer customer)
        where T : class, new()
    {
        var shown = new T();
        foreach (var property in Properties.GetOrAdd(typeof(T), PropertiesOf))
        {
            var fieldClass = property.Class == FieldClass.Name && customer.Kind == CustomerKind.Enterprise
                ? FieldClass.Plain : property.Class;
            var value = FieldMatrix.SightOf(role, showing, fieldClass) switch
            {
                Sight.Clear => property.Get(view),
                Sight.Masked => Mask(property.Get(view), fieldClass, customer),
                _ => null,
            };
            if (value is not null)
                property.Set(shown, value);
        }

        return shown;
    }

    /// <summary>Whether the role sees the name of the customer in a list as it is.</summary>
    public bool ShowsName(Role role, Customer customer) =>
        customer.Kind == CustomerKind.Enterprise || FieldMatrix.SightOf(role, Showing.List, FieldClass.Name) == Sight.Clear;

    private object? Mask(object? value, FieldClass fieldClass, Customer customer) => (value, fieldClass) switch
    {
        (string, FieldClass.Name) => Masks.Name(
            customer.Gender, options.Value.NameMask == NameMask.Surname ? Surnames.Of(customer.Name) : null),
        (ContactView contact, FieldClass.Contact) => contact.Masked(),
        (IReadOnlyList<ContactView> contacts, FieldClass.Contact) => contacts.Select(contact => contact.Masked()).ToArray(),
        (string number, FieldClass.Identity) => Masks.Tail(number),
        _ => null,
    };

    private static Property[] PropertiesOf(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(p => new Property(FieldMatrix.ClassOf(p.Name), p.GetValue, p.SetValue)),
    ];

    private sealed record Property(FieldClass Class, Func<object, object?> Get, Action<object, object> Set);
}
