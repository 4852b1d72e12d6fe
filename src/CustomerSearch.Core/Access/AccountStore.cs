using CustomerSearch.Core.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Access;

/// <summary>Gives ASP.NET Core Identity our accounts: names and passwords. Lockout is by our own clock, see <see cref="SignIn"/>.</summary>
public sealed class AccountStore(IDatabase database)
    : IUserPasswordStore<Account>, IUserSecurityStampStore<Account>
{
    public async Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        if (!long.TryParse(userId, out var id))
            return null;

        await using var db = database.Open();
        return await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == new AccountId(id), cancellationToken);
    }

    public async Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken)
    {
        await using var db = database.Open();
        return await db.Accounts.AsNoTracking()
            .SingleOrDefaultAsync(a => a.NormalizedUserName == normalizedUserName, cancellationToken);
    }

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) =>
        SaveAsync(db => db.Add(user), cancellationToken);

    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) =>
        SaveAsync(db => db.Update(user), cancellationToken);

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Accounts are disabled, never deleted: records name them.");

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.UserName);

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A user name is never changed: records name it.");

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.NormalizedUserName);

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) =>
        Set(() => user.NormalizedUserName = normalizedName!);

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken) =>
        Set(() => user.PasswordHash = passwordHash);

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.PasswordHash is not null);

    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken) =>
        Set(() => user.SecurityStamp = stamp);

    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.SecurityStamp);

    public void Dispose()
    {
        // Contexts live as long as one call; the store itself holds nothing.
    }

    private static Task Set(Action change)
    {
        change();
        return Task.CompletedTask;
    }

    private async Task<IdentityResult> SaveAsync(Action<CustomerDb> change, CancellationToken ct)
    {
        await database.WriteAsync(WritePriority.Interactive, async (db, token) =>
        {
            change(db);
            return await db.SaveChangesAsync(token);
        }, ct);
        return IdentityResult.Success;
    }
}
