using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Access;

/// <summary>What an account is made with.</summary>
/// <param name="Department">Its name; it is made, without a parent, where there is none of that name.</param>
public sealed record NewAccount(string UserName, string RealName, Role Role, string Department, string Password);

/// <summary>Makes an account: the first administrator of a new database, above all.</summary>
public sealed class AddAccount(IDatabase database, AuditLog log, BusinessClock clock, IPasswordHasher<Account> passwords)
{
    /// <returns>Its id; null when the name is another account's.</returns>
    /// <exception cref="RecordUnavailableException">Nothing may be numbered, so no account was made.</exception>
    public Task<AccountId?> RunAsync(NewAccount wanted, Operator caller, CancellationToken ct)
    {
        // Hashing takes its time on purpose, so it is done before anything is held. The hasher does not look at the account.
        var hash = passwords.HashPassword(null!, wanted.Password);
        return database.WriteAsync(WritePriority.Interactive, (db, c) => AddAsync(db, wanted, hash, caller, c), ct);
    }

    private async Task<AccountId?> AddAsync(CustomerDb db, NewAccount wanted, string hash, Operator caller, CancellationToken ct)
    {
        var normalized = wanted.UserName.ToUpperInvariant();
        if (await db.Accounts.AnyAsync(a => a.NormalizedUserName == normalized, ct))
            return null;

        var department = await DepartmentAsync(db, wanted.Department, ct);
        var account = Account.Create(wanted.UserName, wanted.RealName, wanted.Role, department, hash);
        db.Accounts.Add(account);
        await db.SaveChangesAsync(ct);
        await log.AppendAsync(db, RecordDrafts.Operation(caller, clock, Operations.AddAccount, new()
        {
            Data = new { account = account.UserName, role = account.Role.ToString(), department = wanted.Department },
        }), ct);
        return account.Id;
    }

    private static async Task<DepartmentId> DepartmentAsync(CustomerDb db, string name, CancellationToken ct)
    {
        var department = await db.Departments.SingleOrDefaultAsync(d => d.Name == name, ct);
        if (department is null)
        {
            department = new Department { Name = name };
            db.Departments.Add(department);
            await db.SaveChangesAsync(ct);
        }

        return department.Id;
    }
}
