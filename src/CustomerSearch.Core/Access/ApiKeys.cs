using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Access;

/// <summary>Keys of system accounts: one indexed read a request, so that an end or a revocation acts at once.</summary>
public sealed class ApiKeys(IDatabase database, BusinessClock clock)
{
    private static readonly Func<CustomerDb, byte[], DateTimeOffset, Task<KeyHolder?>> Find = EF.CompileAsyncQuery(
        (CustomerDb db, byte[] hash, DateTimeOffset now) => (
            from key in db.ApiKeys
            join account in db.Accounts on key.AccountId equals account.Id
            join department in db.Departments on account.DepartmentId equals department.Id
            where key.KeyHash == hash && key.RevokedAt == null && key.ExpiresAt > now
                && !account.IsDisabled && account.Role == Role.System
            select new KeyHolder(
                new Operator
                {
                    Id = account.Id,
                    UserName = account.UserName,
                    RealName = account.RealName,
                    Role = account.Role,
                    DepartmentId = department.Id,
                    Department = department.Name,
                },
                key.Scopes)).SingleOrDefault());

    /// <summary>
    /// Whose key it is; null when it is nobody's, has expired, was revoked, or its account is disabled or no system's.
    /// </summary>
    public async Task<KeyHolder?> FindAsync(string key)
    {
        if (Sessions.HashOf(key) is not { } hash)
            return null;

        await using var db = database.Open();
        return await Find(db, hash, clock.Now);
    }
}

/// <summary>The system account that a key is of, and what the key is for.</summary>
public sealed record KeyHolder(Operator Account, ApiKeyScope Scopes);
