using System.Collections.Frozen;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Access;

/// <summary>The names by which requests speak of departments and employees, as of a moment.</summary>
public sealed class Organisation
{
    public required IReadOnlyDictionary<string, DepartmentId> Departments { get; init; }

    /// <summary>Accounts by user name.</summary>
    public required IReadOnlyDictionary<string, AccountId> Accounts { get; init; }

    /// <summary>The head of the tree; null where there is no department yet.</summary>
    public required DepartmentId? Head { get; init; }

    public required IReadOnlyDictionary<DepartmentId, string> DepartmentNames { get; init; }

    public required IReadOnlyDictionary<AccountId, string> UserNames { get; init; }
}

/// <summary>The organisation for requests: read anew every few seconds, not at every search.</summary>
public sealed class CurrentOrganisation(IDatabase database, BusinessClock clock) : IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly RecentRead<Organisation> recent = new(clock.TimeProvider, Freshness, ct => ReadAsync(database, ct));

    public Task<Organisation> GetAsync(CancellationToken ct) => recent.GetAsync(ct);

    public void Dispose() => recent.Dispose();

    private static async Task<Organisation> ReadAsync(IDatabase database, CancellationToken ct)
    {
        await using var db = database.Open();
        var departments = await db.Departments.AsNoTracking().OrderBy(d => d.Id)
            .Select(d => new { d.Id, d.Name, d.ParentId }).ToListAsync(ct);
        var accounts = await db.Accounts.AsNoTracking().Select(a => new { a.Id, a.UserName }).ToListAsync(ct);
        return new Organisation
        {
            Departments = departments.ToFrozenDictionary(d => d.Name, d => d.Id),
            Accounts = accounts.ToFrozenDictionary(a => a.UserName, a => a.Id),
            Head = departments.Find(d => d.ParentId is null)?.Id,
            DepartmentNames = departments.ToFrozenDictionary(d => d.Id, d => d.Name),
            UserNames = accounts.ToFrozenDictionary(a => a.Id, a => a.UserName),
        };
    }
}
