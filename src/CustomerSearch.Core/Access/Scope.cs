using System.Text.Json;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Access;

/// <summary>Whose customers a caller may find: part of every query, in the index and in the database.</summary>
public abstract record Scope
{
    private Scope()
    {
    }

    /// <summary>As the search record keeps it, JSON.</summary>
    public abstract string Describe();

    public sealed record Everyone : Scope
    {
        public override string Describe() => """{"scope":"all"}""";
    }

    /// <summary>Customers that the account is among the owners of.</summary>
    public sealed record OwnedBy(AccountId Account) : Scope
    {
        public override string Describe() => JsonSerializer.Serialize(new { scope = "owned", account = Account.Value });
    }

    /// <summary>
    /// Customers of the departments, and those that one of the employees owns, whatever their department.
    /// </summary>
    public sealed record Of(IReadOnlyList<DepartmentId> Departments, IReadOnlyList<AccountId> Employees) : Scope
    {
        public override string Describe() => JsonSerializer.Serialize(new
        {
            scope = "departments",
            departments = Departments.Select(d => d.Value),
            employees = Employees.Select(e => e.Value),
        });
    }

    public sealed record Nobody : Scope
    {
        public override string Describe() => """{"scope":"none"}""";
    }
}

/// <summary>Works out scopes, and puts them into queries of the system of record.</summary>
public sealed class Scopes(IDatabase database)
{
    public async Task<Scope> OfAsync(Operator caller, CancellationToken ct) => caller switch
    {
        { Role: Role.FrontLine, Id: { } id } => new Scope.OwnedBy(id),
        { Role: Role.DepartmentManager, DepartmentId: { } department } => await SubtreeAsync(department, ct),
        { Role: Role.Marketing or Role.Administrator } => new Scope.Everyone(),
        _ => new Scope.Nobody(),
    };

    /// <summary>Only the customers that the scope lets through.</summary>
    public static IQueryable<Customer> Within(IQueryable<Customer> customers, Scope scope) => scope switch
    {
        Scope.Everyone => customers,
        Scope.OwnedBy(var account) => customers.Where(c => c.Owners.Any(o => o.AccountId == account)),
        Scope.Of(var departments, var employees) => customers.Where(c =>
            departments.Contains(c.DepartmentId) || c.Owners.Any(o => employees.Contains(o.AccountId))),
        Scope.Nobody => customers.Where(c => false),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private async Task<Scope> SubtreeAsync(DepartmentId root, CancellationToken ct)
    {
        await using var db = database.Open();
        var children = (await db.Departments.AsNoTracking().Select(d => new { d.Id, d.ParentId }).ToListAsync(ct))
            .ToLookup(d => d.ParentId, d => d.Id);
        List<DepartmentId> departments = [root];
        for (var i = 0; i < departments.Count; i++)
            departments.AddRange(children[departments[i]]);

        var employees = await db.Accounts.AsNoTracking()
            .Where(a => departments.Contains(a.DepartmentId)).OrderBy(a => a.Id).Select(a => a.Id).ToListAsync(ct);
        return new Scope.Of(departments, employees);
    }
}
