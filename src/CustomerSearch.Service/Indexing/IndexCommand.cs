using CustomerSearch.Core.Access;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Tags;
using CustomerSearch.Service.Hosting;

namespace CustomerSearch.Service.Indexing;

/// <summary>The index on the command line of a service that does not run.</summary>
internal sealed class IndexCommand(Preparation preparation, MoveTagDay tagDay, OpenIndex open, IndexReport report, IndexCommand.Steps steps)
{
    /// <summary>What it can do.</summary>
    internal sealed record Steps(
        RequestRebuild Request, RebuildIndex Rebuild, RequestComparison Compare, ReconcileIndex Reconcile, DrainChanges Drain,
        RollBackIndex RollBack);

    /// <returns>0 where it was done, 1 where it could not be.</returns>
    public async Task<int> RebuildAsync(CancellationToken ct)
    {
        await OpenAsync(ct);
        var number = await steps.Request.RunAsync(Operator.CommandLine, ct);
        await steps.Rebuild.RunAsync(ct);
        var view = await report.RunAsync(ct);
        Print(view);
        return number is null || view.Live == number ? 0 : 1;
    }

    public async Task<int> StatusAsync(CancellationToken ct)
    {
        await preparation.OpenDatabaseAsync(ct);
        Print(await report.RunAsync(ct));
        return 0;
    }

    /// <returns>0 where index and database are the same, 1 where something had to be repaired.</returns>
    public async Task<int> ReconcileAsync(CancellationToken ct)
    {
        await OpenAsync(ct);
        await steps.Drain.RunAsync(ct);
        await steps.Compare.RunAsync(Operator.CommandLine, ct);
        var found = await steps.Reconcile.RunAsync(ct);
        await steps.Drain.RunAsync(ct);
        foreach (var kind in found.CountBy(difference => difference.Kind))
            Console.WriteLine($"{kind.Key.ToString().ToLowerInvariant()}: {kind.Value}, repaired");
        Print(await report.RunAsync(ct));
        return found.Count == 0 ? 0 : 1;
    }

    public async Task<int> RollBackAsync(CancellationToken ct)
    {
        await OpenAsync(ct);
        var generation = await steps.RollBack.RunAsync(Operator.CommandLine, ct);
        Console.WriteLine(generation is null ? "No generation is kept." : $"Generation {generation} answers searches.");
        return generation is null ? 1 : 0;
    }

    private async Task OpenAsync(CancellationToken ct)
    {
        await preparation.OpenDatabaseAsync(ct);
        await tagDay.RunAsync(ct);
        await open.RunAsync(ct);
    }

    private static void Print(IndexView view)
    {
        Console.WriteLine($"live: {view.Live}, kept: {view.Kept}");
        Console.WriteLine($"pending changes: {view.PendingChanges}, dead letters: {view.DeadLetters}");
        foreach (var generation in view.Generations)
        {
            Console.WriteLine(
                $"{generation.Number:D6} {generation.State}, {generation.Reason}: "
                + $"{generation.Done} of {generation.Total} {generation.Failure}");
        }
    }
}
