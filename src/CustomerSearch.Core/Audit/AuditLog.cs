using System.Threading.Channels;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CustomerSearch.Core.Audit;

/// <summary>
/// The only writer of records. Callers hand over a draft and wait; one loop commits up to 256 of them in one
/// transaction, so that numbers have no gap and a durable commit stands before any caller goes on.
/// </summary>
public sealed partial class AuditLog(
    IDatabase database, Chain chain, BusinessClock clock, AnchorKeeper anchors, ILogger<AuditLog> logger) : BackgroundService
{
    private const int LargestBatch = 256;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly Channel<Pending> queue = Channel.CreateUnbounded<Pending>();

    /// <summary>Whether nothing may be numbered, because a restored database waits to be acknowledged.</summary>
    public bool IsBlocked => anchors.Blocked is not null;

    /// <summary>How many records wait to be written.</summary>
    public int Waiting => queue.Reader.Count;

    /// <summary>Writes one record and returns when it is durable. The writing itself cannot be cancelled.</summary>
    /// <exception cref="RecordUnavailableException">It could not be written, or not in time: show nothing.</exception>
    /// <exception cref="InvalidOperationException">
    /// Called inside a unit of work, which holds what the loop waits for.
    /// </exception>
    public async Task<Receipt> RecordAsync(AuditRecord draft)
    {
        if (UnitOfWork.Priority is not null)
            throw new InvalidOperationException($"Inside a unit of work a record is appended with {nameof(AppendAsync)}.");

        anchors.ThrowIfBlocked();
        using var span = Telemetry.Spans.StartActivity("write record");
        var pending = new Pending(draft, new(TaskCreationOptions.RunContinuationsAsynchronously));
        await queue.Writer.WriteAsync(pending, CancellationToken.None);
        try
        {
            return await pending.Written.Task.WaitAsync(LongestWait, clock.TimeProvider);
        }
        catch (TimeoutException exception)
        {
            throw new RecordUnavailableException("The search record could not be written in time.", exception);
        }
    }

    /// <summary>
    /// Appends a record inside the caller's unit of work, as its last act: whatever the caller changed is flushed
    /// already, and nothing else is touched until the commit.
    /// </summary>
    /// <exception cref="RecordUnavailableException">Nothing may be numbered just now.</exception>
    /// <exception cref="InvalidOperationException">The unit of work is bulk, or not all that it changed is saved.</exception>
    public async Task AppendAsync(CustomerDb db, AuditRecord draft, CancellationToken ct)
    {
        if (UnitOfWork.Priority is WritePriority.Bulk)
            throw new InvalidOperationException("A record must be durable once it is committed, and bulk is not.");
        if (db.ChangeTracker.HasChanges())
            throw new InvalidOperationException("What the unit of work changed must be saved before its record is appended.");

        anchors.ThrowIfBlocked();
        await LinkAsync(db, [draft], ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Pending>(LargestBatch);
        while (await queue.Reader.WaitToReadAsync(stoppingToken))
        {
            while (batch.Count < LargestBatch && queue.Reader.TryRead(out var pending))
                batch.Add(pending);

            await CommitAsync(batch);
            batch.Clear();
        }
    }

    private async Task CommitAsync(List<Pending> batch)
    {
        try
        {
            await database.WriteAsync(
                WritePriority.Record, (db, ct) => LinkAsync(db, batch.ConvertAll(p => p.Draft), ct), CancellationToken.None);
            foreach (var (draft, written) in batch)
            {
                RecordMetrics.Count(draft);
                written.SetResult(new Receipt(draft.Number, draft.Step));
            }
        }
        catch (Exception exception) when (exception is DatabaseUnavailableException or RecordUnavailableException)
        {
            CommitFailed(logger, batch.Count, exception);
            RecordMetrics.CountUnwritten(batch.Count);
            await SettleAsync(batch, exception);
        }
    }

    /// <summary>
    /// A commit that failed may have happened: who is in the table has a receipt, who is not has none.
    /// </summary>
    private async Task SettleAsync(List<Pending> batch, Exception cause)
    {
        Dictionary<Guid, Receipt> found = [];
        try
        {
            await using var db = database.Open();
            var ids = batch.ConvertAll(p => p.Draft.RecordId);
            found = await db.Records.AsNoTracking().Where(r => ids.Contains(r.RecordId))
                .ToDictionaryAsync(r => r.RecordId, r => new Receipt(r.Number, r.Step));
        }
        catch (Exception exception) when (database.IsUnavailable(exception))
        {
            SettlingFailed(logger, batch.Count, exception);
        }

        foreach (var (draft, written) in batch)
        {
            if (found.TryGetValue(draft.RecordId, out var receipt))
                written.SetResult(receipt);
            else
                written.SetException(new RecordUnavailableException("The search record could not be written.", cause));
        }
    }

    private async Task<ChainHead> LinkAsync(CustomerDb db, IReadOnlyList<AuditRecord> drafts, CancellationToken ct)
    {
        var head = await db.LockHeadAsync(ct);
        if (head.Day > clock.Today.AddDays(1))
            throw new RecordUnavailableException("The last record is dated more than a day ahead of this machine's clock.");

        chain.Link(head, drafts, await LastStepsAsync(db, drafts, ct), clock.Now, clock.Today);
        db.Records.AddRange(drafts);
        await db.SaveChangesAsync(ct);
        return head;
    }

    /// <summary>The last step of each number that one of the drafts goes on.</summary>
    private static async Task<Dictionary<RecordNumber, int>> LastStepsAsync(
        CustomerDb db, IReadOnlyList<AuditRecord> drafts, CancellationToken ct)
    {
        Dictionary<RecordNumber, int> steps = [];
        foreach (var number in drafts.Select(draft => draft.StepOf).OfType<RecordNumber>().Distinct())
        {
            var last = await db.Records
                .Where(r => r.Series == number.Series && r.Day == number.Day && r.Running == number.Running)
                .MaxAsync(r => (int?)r.Step, ct);
            if (last is { } step)
                steps[number] = step;
        }

        return steps;
    }

    private readonly record struct Pending(AuditRecord Draft, TaskCompletionSource<Receipt> Written);

    [LoggerMessage(3001, LogLevel.Error, "{Count} records could not be committed")]
    private static partial void CommitFailed(ILogger logger, int count, Exception exception);

    [LoggerMessage(3002, LogLevel.Error, "Whether {Count} records were committed could not be settled")]
    private static partial void SettlingFailed(ILogger logger, int count, Exception exception);
}
