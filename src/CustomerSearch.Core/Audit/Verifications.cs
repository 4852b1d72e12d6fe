using CustomerSearch.Core.Access;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Audit;

/// <summary>Verifications as rows: asked for at once, run by a job, read while they run.</summary>
public sealed class Verifications(IDatabase database, VerifyChain chain, AuditLog log, BusinessClock clock)
{
    /// <summary>Notes that a verification is wanted.</summary>
    public Task<Verification> RequestAsync(Operator caller, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Interactive, async (db, c) =>
        {
            var verification = new Verification { StartedAt = clock.Now };
            db.Verifications.Add(verification);
            await db.SaveChangesAsync(c);
            await log.AppendAsync(db, RecordDrafts.Operation(
                caller, clock, Operations.Verify, new() { Data = new { verification = verification.Id } }), c);
            return verification;
        }, ct);

    /// <summary>Runs every verification that nobody has finished: also those that a stop interrupted.</summary>
    public async Task RunPendingAsync(CancellationToken ct)
    {
        await using var db = database.Open();
        var pending = await db.Verifications.AsNoTracking()
            .Where(v => v.State == VerificationState.Queued || v.State == VerificationState.Running).ToListAsync(ct);
        foreach (var verification in pending)
            await RunAsync(verification, ct);
    }

    public async Task<Verification?> FindAsync(long? id, CancellationToken ct)
    {
        await using var db = database.Open();
        return await db.Verifications.AsNoTracking().Where(v => id == null || v.Id == id)
            .OrderByDescending(v => v.Id).FirstOrDefaultAsync(ct);
    }

    private async Task RunAsync(Verification verification, CancellationToken ct)
    {
        verification.State = VerificationState.Running;
        await SaveAsync(verification, ct);
        try
        {
            var finding = await chain.RunAsync(new Progress(verification), ct);
            verification.Checked = finding.Checked;
            verification.FirstBroken = finding.FirstBroken;
            verification.Finding = finding.Number is { } number ? $"{number}: {finding.Finding}" : finding.Finding;
            verification.Anchors = finding.Anchors;
            verification.State = finding.IsIntact ? VerificationState.Intact : VerificationState.Broken;
        }
        catch (Exception exception) when (exception is KeyRingException or InvalidDataException || database.IsUnavailable(exception))
        {
            verification.State = VerificationState.Failed;
            verification.Finding = exception.Message;
        }

        verification.FinishedAt = clock.Now;
        await SaveAsync(verification, CancellationToken.None);
    }

    private Task SaveAsync(Verification verification, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Bulk, (db, c) =>
        {
            db.Verifications.Update(verification);
            return db.SaveChangesAsync(c);
        }, ct);

    private sealed class Progress(Verification verification) : IProgress<(long Done, long Total)>
    {
        public void Report((long Done, long Total) value) => (verification.Checked, verification.Total) = value;
    }
}
