using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Access;

/// <summary>What became of an attempt to sign in.</summary>
public abstract record SignInResult
{
    private SignInResult()
    {
    }

    /// <param name="Token">The session token, which exists nowhere else.</param>
    public sealed record SignedIn(string Token, DateTimeOffset ExpiresAt, Operator Operator) : SignInResult;

    /// <summary>Unknown, wrong, disabled or locked: the caller is not told which.</summary>
    public sealed record Refused : SignInResult;
}

/// <summary>Signs a person in: checks the password, opens a session, leaves a record either way.</summary>
public sealed class SignIn(
    UserManager<Account> users, Sessions sessions, IDatabase database, AuditLog log, BusinessClock clock)
{
    /// <summary>A hash that no password fits, so that an unknown name takes as long as a wrong password.</summary>
    private static readonly Account Stranger = new()
    {
        UserName = "", NormalizedUserName = "", RealName = "", Role = Role.FrontLine, DepartmentId = default,
        PasswordHash = new PasswordHasher<Account>().HashPassword(null!, Guid.CreateVersion7().ToString()),
    };

    /// <exception cref="RecordUnavailableException">The record cannot be written, so nobody is signed in.</exception>
    public async Task<SignInResult> RunAsync(string userName, string password, string? address, CancellationToken ct)
    {
        var account = await users.FindByNameAsync(userName);
        var fits = await users.CheckPasswordAsync(account ?? Stranger, password);
        if (account is null)
            return await RefuseAsync(Operator.Nobody(address), Operations.SignInRefused);

        var caller = await DescribeAsync(account, address, ct);
        if (account.IsDisabled || account.LockoutEnd > clock.Now)
            return await RefuseAsync(caller, Operations.SignInRefused);

        if (!fits)
            return await RefuseAsync(caller, await CountWrongAsync(account.Id) ? Operations.Lockout : Operations.SignInRefused);

        var (session, token) = sessions.Create(account.Id, address);
        var isOpen = await database.WriteAsync(WritePriority.Interactive, async (db, c) =>
        {
            var current = await db.Accounts.SingleAsync(a => a.Id == account.Id, c);
            if (current.LockoutEnd > clock.Now)
                return false;

            current.AccessFailedCount = 0;
            db.Sessions.Add(session);
            await db.SaveChangesAsync(c);
            if (!MustAcknowledge(caller))
                await log.AppendAsync(db, RecordDrafts.Operation(caller, clock, Operations.SignIn, null), c);
            return true;
        }, ct);
        return isOpen
            ? new SignInResult.SignedIn(token, session.ExpiresAt, caller)
            : await RefuseAsync(caller, Operations.SignInRefused);
    }

    /// <summary>
    /// Counts a wrong password in one transaction, so that guesses sent at once all count, and whether or not the guesser
    /// waits for the answer.
    /// </summary>
    /// <returns>Whether it was the one that locks the account.</returns>
    private Task<bool> CountWrongAsync(AccountId id) => database.WriteAsync(WritePriority.Interactive, async (db, c) =>
    {
        var account = await db.Accounts.SingleAsync(a => a.Id == id, c);
        var rule = users.Options.Lockout;
        var locks = ++account.AccessFailedCount >= rule.MaxFailedAccessAttempts;
        if (locks)
            (account.AccessFailedCount, account.LockoutEnd) = (0, clock.Now + rule.DefaultLockoutTimeSpan);

        await db.SaveChangesAsync(c);
        return locks;
    }, CancellationToken.None);

    /// <summary>
    /// While nothing may be numbered an administrator still has to get in, to acknowledge why: the acknowledgement's
    /// record carries this sign-in.
    /// </summary>
    private bool MustAcknowledge(Operator caller) => log.IsBlocked && caller.Role == Role.Administrator;

    private async Task<SignInResult> RefuseAsync(Operator caller, string operation)
    {
        await log.RecordAsync(RecordDrafts.Operation(caller, clock, operation, new() { Outcome = Outcome.Denied }));
        return new SignInResult.Refused();
    }

    private async Task<Operator> DescribeAsync(Account account, string? address, CancellationToken ct)
    {
        await using var db = database.Open();
        return new Operator
        {
            Id = account.Id,
            UserName = account.UserName,
            RealName = account.RealName,
            Role = account.Role,
            DepartmentId = account.DepartmentId,
            Department = await db.Departments.Where(d => d.Id == account.DepartmentId).Select(d => d.Name).SingleAsync(ct),
            IsApprover = account.IsApprover,
            Address = address,
        };
    }
}

/// <summary>Ends a session.</summary>
public sealed class SignOut(IDatabase database, AuditLog log, BusinessClock clock)
{
    public Task RunAsync(string token, Operator caller, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Interactive, async (db, c) =>
        {
            var hash = Sessions.HashOf(token);
            await db.Sessions.Where(s => s.TokenHash == hash && s.RevokedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.RevokedAt, clock.Now), c);
            await log.AppendAsync(db, RecordDrafts.Operation(caller, clock, Operations.SignOut, null), c);
            return true;
        }, ct);
}
