using System.Buffers.Text;
using System.Security.Cryptography;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Access;

/// <summary>A key just made, which exists nowhere else.</summary>
public sealed record MadeApiKey(long Id, string Key, DateTimeOffset ExpiresAt);

/// <summary>Makes a key for a system account.</summary>
public sealed class CreateApiKey(IDatabase database, AuditLog log, BusinessClock clock)
{
    /// <summary>256 bits, as a session's token.</summary>
    private const int KeyBytes = 32;

    /// <returns>The key; null when there is no such system account.</returns>
    /// <exception cref="RecordUnavailableException">Nothing may be numbered, so no key was made.</exception>
    public async Task<MadeApiKey?> RunAsync(string userName, ApiKeyScope scopes, TimeSpan life, Operator caller, CancellationToken ct)
    {
        var secret = RandomNumberGenerator.GetBytes(KeyBytes);
        return await database.WriteAsync(WritePriority.Interactive, async (db, c) =>
        {
            var account = await db.Accounts
                .SingleOrDefaultAsync(a => a.UserName == userName && a.Role == Role.System && !a.IsDisabled, c);
            if (account is null)
                return null;

            var key = new ApiKey
            {
                AccountId = account.Id,
                KeyHash = SHA256.HashData(secret),
                Scopes = scopes,
                CreatedAt = clock.Now,
                ExpiresAt = clock.Now + life,
            };
            db.ApiKeys.Add(key);
            await db.SaveChangesAsync(c);
            await log.AppendAsync(db, RecordDrafts.Operation(caller, clock, Operations.CreateApiKey, new()
            {
                Data = new { apiKey = key.Id, account = userName, scopes = ApiKeyScopes.NamesOf(scopes), expiresAt = key.ExpiresAt },
            }), c);
            return new MadeApiKey(key.Id, Base64Url.EncodeToString(secret), key.ExpiresAt);
        }, ct);
    }
}

/// <summary>Takes a key back: its next request is refused.</summary>
public sealed class RevokeApiKey(IDatabase database, AuditLog log, BusinessClock clock)
{
    /// <returns>Whether there was such a key, not yet revoked.</returns>
    /// <exception cref="RecordUnavailableException">Nothing may be numbered, so the key still holds.</exception>
    public Task<bool> RunAsync(long id, Operator caller, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Interactive, async (db, c) =>
        {
            var revoked = await db.ApiKeys.Where(k => k.Id == id && k.RevokedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(k => k.RevokedAt, clock.Now), c);
            if (revoked == 1)
                await log.AppendAsync(
                    db, RecordDrafts.Operation(caller, clock, Operations.RevokeApiKey, new() { Data = new { apiKey = id } }), c);

            return revoked == 1;
        }, ct);
}
