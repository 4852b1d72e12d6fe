using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CustomerSearch.Core.Audit;

/// <summary>
/// Writes the end of the chain to a file outside the database, at most a second behind; and, when the service starts,
/// refuses to number anything while the database ends before an anchor: it was restored, and numbers may have been issued.
/// </summary>
public sealed partial class AnchorKeeper(
    IDatabase database, AnchorFile file, AnchorOptions options, ILogger<AnchorKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);

    private Anchor? written;
    private volatile string? blocked = "The end of the record chain has not been compared with its anchors yet.";

    /// <summary>Why nothing may be numbered; null when all is well.</summary>
    public string? Blocked => blocked;

    /// <exception cref="RecordUnavailableException">The chain waits for an administrator's acknowledgement.</exception>
    public void ThrowIfBlocked()
    {
        if (blocked is { } reason)
            throw new RecordUnavailableException(reason);
    }

    /// <summary>
    /// Compares the head with every anchor; blocks or frees the log accordingly. A new chain gets its first anchor here, so
    /// that a chain without any has lost them.
    /// </summary>
    /// <exception cref="InvalidDataException">An anchor file is damaged.</exception>
    public async Task CompareAsync(CancellationToken ct)
    {
        await using var db = database.Open();
        var head = await db.ChainHeads.AsNoTracking().SingleAsync(ct);
        var highest = AnchorFile.ReadAll(options.Path).MaxBy(a => a.Position);
        blocked = highest switch
        {
            null when head.Position == 0 => null,
            null => "The record chain has lost its anchors. An administrator must acknowledge it.",
            _ when highest.Position > head.Position =>
                "The record chain ends before its anchor: the database was restored. An administrator must acknowledge it.",
            _ when !await HoldsAsync(db, highest, ct) =>
                "The record chain differs from its anchor. An administrator must acknowledge it.",
            _ => null,
        };
        if (blocked is not null)
            ChainBlocked(logger, head.Position, highest?.Position);
        else if (highest is null)
            file.Write(Anchor.Of(head));
    }

    /// <summary>
    /// Lets numbering go on, after the acknowledgement stands in the chain. Its anchor is written at once: whoever
    /// acknowledges by command ends before the next tick, and the old anchor would block the next start again.
    /// </summary>
    internal async Task FreeAsync()
    {
        blocked = null;
        written = null;
        await WriteEndAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await WriteEndAsync();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await WriteEndAsync();
        }
    }

    private static async Task<bool> HoldsAsync(CustomerDb db, Anchor anchor, CancellationToken ct)
    {
        if (anchor.Position == 0)
            return true;

        var hash = await db.Records.Where(r => r.Position == anchor.Position).Select(r => r.Hash).SingleOrDefaultAsync(ct);
        return hash is not null && Convert.ToHexString(hash) == anchor.Hash;
    }

    /// <summary>Writes the end of the chain now: a command ends before the next tick.</summary>
    public async Task WriteEndAsync()
    {
        if (blocked is not null)
            return;

        try
        {
            await using var db = database.Open();
            var head = await db.ChainHeads.AsNoTracking().SingleAsync(CancellationToken.None);
            if (head.Position == written?.Position)
                return;

            if (written is not null && !await HoldsAsync(db, written, CancellationToken.None))
            {
                // An anchor that followed the chain would hide what was cut.
                blocked = "The record chain was cut while the service ran. An administrator must acknowledge it.";
                ChainBlocked(logger, head.Position, written.Position);
                return;
            }

            var end = Anchor.Of(head);
            file.Write(end);
            written = end;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException || database.IsUnavailable(exception))
        {
            AnchorFailed(logger, exception);
        }
    }

    [LoggerMessage(3003, LogLevel.Critical, "Nothing is numbered: the chain ends at {Head}, an anchor stands at {Anchor}")]
    private static partial void ChainBlocked(ILogger logger, long head, long? anchor);

    [LoggerMessage(3004, LogLevel.Error, "The anchor could not be written")]
    private static partial void AnchorFailed(ILogger logger, Exception exception);
}

/// <summary>Settings of the section <c>Anchors</c>.</summary>
public sealed class AnchorOptions
{
    /// <summary>Folder of the anchor files, outside the data folder; shared by all instances on the server profile.</summary>
    public string Path { get; set; } = "anchors";
}
