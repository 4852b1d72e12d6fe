using System.Buffers.Text;
using System.Security.Cryptography;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CustomerSearch.Core.Access;

/// <summary>
/// Sessions by their token: one indexed read a request, so that every change of an account acts at once.
/// </summary>
public sealed class Sessions(IDatabase database, BusinessClock clock, IOptions<AccessOptions> options)
{
    /// <summary>256 bits.</summary>
    private const int TokenBytes = 32;

    private static readonly Func<CustomerDb, byte[], DateTimeOffset, Task<Operator?>> Find = EF.CompileAsyncQuery(
        (CustomerDb db, byte[] hash, DateTimeOffset now) => (
            from session in db.Sessions
            join account in db.Accounts on session.AccountId equals account.Id
            join department in db.Departments on account.DepartmentId equals department.Id
            where session.TokenHash == hash && session.RevokedAt == null && session.ExpiresAt > now && !account.IsDisabled
            select new Operator
            {
                Id = account.Id,
                UserName = account.UserName,
                RealName = account.RealName,
                Role = account.Role,
                DepartmentId = department.Id,
                Department = department.Name,
                IsApprover = account.IsApprover,
                Address = null,
                SignedInAt = session.CreatedAt,
            }).SingleOrDefault());

    /// <summary>
    /// Whose session the token is; null when it is nobody's, has expired, was revoked, or its account is disabled.
    /// </summary>
    public async Task<Operator?> FindAsync(string token)
    {
        if (HashOf(token) is not { } hash)
            return null;

        await using var db = database.Open();
        return await Find(db, hash, clock.Now);
    }

    /// <summary>A new session and its token, which nothing but the answer to its holder ever contains.</summary>
    public (Session Session, string Token) Create(AccountId account, string? address)
    {
        var token = RandomNumberGenerator.GetBytes(TokenBytes);
        var session = new Session
        {
            TokenHash = SHA256.HashData(token),
            AccountId = account,
            CreatedAt = clock.Now,
            ExpiresAt = clock.Now + TimeSpan.FromHours(options.Value.SessionHours),
            Address = address,
        };
        return (session, Base64Url.EncodeToString(token));
    }

    /// <summary>The key of a token's session; null for what cannot be a token.</summary>
    public static byte[]? HashOf(string token)
    {
        Span<byte> bytes = stackalloc byte[TokenBytes];
        return token.Length < 64 && Base64Url.IsValid(token, out var length) && length == TokenBytes
            && Base64Url.TryDecodeFromChars(token, bytes, out _)
            ? SHA256.HashData(bytes)
            : null;
    }
}
