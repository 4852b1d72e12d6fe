namespace CustomerSearch.Core.Indexing;

/// <summary>Everything of a rebuild before the swap.</summary>
public sealed class BuildGeneration(
    IIndexWriter writer, Generations generations, ScanCustomers scan, ChangeQueue queue, DrainChanges drain, VerifyGeneration verify)
{
    /// <exception cref="GenerationRefusedException">What was built is not what the database says.</exception>
    public async Task RunAsync(IndexLeases.HeldLease lease, IndexGeneration building, CancellationToken ct)
    {
        var stands = (await writer.ListAsync(ct)).Contains(building.Number);
        if (building.State == GenerationState.Waiting || building.Schema != generations.Schema || !stands)
        {
            await lease.WhileAsync(writer.CreateAsync(building.Number, ct), ct);
            await generations.BeginAsync(building, ct);
        }

        // Nobody else needs the changes that the scan sees anyway.
        var covered = await generations.LiveAsync(ct) is null ? await queue.TakeAllAsync(ct) : (long?)null;
        var scanned = await scan.RunAsync(lease, building, ct);
        if (covered is { } pass)
            await queue.SettleAsync(pass, [], ct);
        await drain.CatchUpAsync(lease, ct);
        await lease.WhileAsync(verify.RunAsync(lease, building, scanned, ct), ct);
        await generations.ConfirmAsync(building, ct);
    }
}
