using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using CustomerSearch.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Query;
using IEfDatabase = Microsoft.EntityFrameworkCore.Storage.IDatabase;

namespace CustomerSearch.Service.Specs.Database;

/// <summary>What SQL Server would be sent for a query that was compiled for SQLite.</summary>
internal sealed class QueryTranslation : IDisposable
{
    private static readonly MethodInfo Compile = typeof(IEfDatabase).GetMethod(nameof(IEfDatabase.CompileQuery))!;

    private readonly SqlServerCustomerDb db = SqlModel.Unconnected(new CommandCapture());

    public (string Sql, string Parameters) Translate(Expression query)
    {
        var here = new Roots(db).Visit(query);
        var result = here.Type.IsAssignableTo(typeof(IQueryable)) ? typeof(IEnumerable<>).MakeGenericType(here.Type.GetGenericArguments()[0]) : here.Type;
        var context = db.GetService<IQueryContextFactory>().Create();
        foreach (var parameter in Parameters.Of(here))
            context.Parameters[parameter.Name] = Sample(parameter.Type);

        try
        {
            var executor = (Delegate)Compile.MakeGenericMethod(result).Invoke(db.GetService<IEfDatabase>(), [here, false])!;
            var answer = executor.DynamicInvoke(context);
            if (answer is IEnumerable rows)
                rows.GetEnumerator().MoveNext();
        }
        catch (Exception exception) when (Captured(exception) is { } captured)
        {
            return (captured.Sql, captured.Parameters);
        }

        throw new InvalidOperationException($"Nothing would be sent for {query}");
    }

    /// <summary>What one row of each table would be written, changed and deleted by.</summary>
    public (string Sql, string Parameters) Write(object entity, EntityState state)
    {
        db.ChangeTracker.Clear();
        db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
        var entry = db.Entry(entity);
        entry.State = state;
        try
        {
            db.SaveChanges();
        }
        catch (Exception exception) when (Captured(exception) is { } captured)
        {
            return (captured.Sql, captured.Parameters);
        }

        throw new InvalidOperationException($"Nothing would be sent for {entity.GetType().Name}, {state}");
    }

    public void Dispose() => db.Dispose();

    private static CommandCapture.Captured? Captured(Exception? exception) =>
        exception is null ? null : exception as CommandCapture.Captured ?? Captured(exception.InnerException);

    /// <summary>Any value will do: the statement is the same for all of a type.</summary>
    private static object? Sample(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string))
            return "1";
        if (type == typeof(byte[]))
            return new byte[] { 1 };
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(0);
        if (type.IsValueType)
            return Activator.CreateInstance(type);
        if (type.IsArray || (type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable))))
            return SampleOfMany(type, type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[0]);

        return null;
    }

    private static object SampleOfMany(Type type, Type element)
    {
        var one = Array.CreateInstance(element, 1);
        one.SetValue(Sample(element), 0);
        return type.IsInstanceOfType(one) ? one : Activator.CreateInstance(type.IsInterface ? typeof(List<>).MakeGenericType(element) : type, one)!;
    }

    /// <summary>The same query over the tables of this context.</summary>
    private sealed class Roots(DbContext db) : ExpressionVisitor
    {
        protected override Expression VisitExtension(Expression node) => node is EntityQueryRootExpression root
            ? new EntityQueryRootExpression(db.Model.FindEntityType(root.ElementType)!)
            : node is QueryParameterExpression ? node : base.VisitExtension(node);
    }

    private sealed class Parameters : ExpressionVisitor
    {
        private readonly Dictionary<string, QueryParameterExpression> found = [];

        public static IEnumerable<QueryParameterExpression> Of(Expression query)
        {
            var visitor = new Parameters();
            visitor.Visit(query);
            return visitor.found.Values;
        }

        protected override Expression VisitExtension(Expression node)
        {
            if (node is not QueryParameterExpression parameter)
                return node is EntityQueryRootExpression ? node : base.VisitExtension(node);

            found[parameter.Name] = parameter;
            return node;
        }
    }
}
