using CustomerSearch.Core.Search;
using Microsoft.Extensions.Logging;

namespace CustomerSearch.Core.Indexing;

/// <summary>Opens the index when the service starts, and has it built anew where it cannot be used.</summary>
public sealed partial class OpenIndex(
    IIndexWriter writer, Generations generations, ChangeQueue queue, RebuildIndex rebuild, IndexStatus status, ILogger<OpenIndex> logger)
{
    private const string Ahead = "ahead of the database, which was restored";

    /// <exception cref="EngineUnavailableException">It could neither be opened nor built; to be tried again.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        status.Enter(IndexState.Checking);
        var opening = await writer.OpenAsync(new Inline(status), ct);
        if (await FaultAsync(opening, ct) is { } reason)
            await BuildAsync(reason, ct);
        else
            await AdoptAsync(((IndexOpening.Ready)opening).Generation, ct);
    }

    private async Task<string?> FaultAsync(IndexOpening opening, CancellationToken ct) => opening switch
    {
        // An index that has seen a higher pass than the database has drawn belongs to a database of later.
        IndexOpening.Ready ready when ready.HighestVersion > await queue.PassAsync(ct) => Ahead,
        IndexOpening.Ready ready => (await generations.ListAsync(ct)).Find(g => g.Number == ready.Generation) switch
        {
            null => "unknown to the database",
            { State: GenerationState.Retired or GenerationState.Dropped } => "one that was given up",
            { Schema: var schema } when schema != generations.Schema => "outdated",
            _ => null,
        },
        IndexOpening.Unusable unusable => unusable.Reason,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What the engine answers with is live, also where a stop came between the swap and the note of it.</summary>
    private async Task AdoptAsync(int generation, CancellationToken ct)
    {
        await generations.MakeLiveAsync(generation, ct);
        status.Enter(IndexState.Ready, generation);
        Opened(logger, generation);
    }

    private async Task BuildAsync(string reason, CancellationToken ct)
    {
        Unusable(logger, reason);
        status.Enter(IndexState.Building);

        // What a database of later wrote can be used for nothing; what was being built of this one can.
        await generations.RetireAsync(g => g.State is GenerationState.Live or GenerationState.Kept || reason == Ahead, reason, ct);
        await generations.RequestAsync(reason, ct);
        if (!await rebuild.RunAsync(ct))
            throw new EngineUnavailableException("The index is not built yet.");

        var live = await generations.LiveAsync(ct);
        status.Enter(IndexState.Ready, live);
        Opened(logger, live!.Value);
    }

    [LoggerMessage(2004, LogLevel.Information, "Generation {Generation} of the index is open")]
    private static partial void Opened(ILogger logger, int generation);

    [LoggerMessage(2005, LogLevel.Warning, "The index is {Reason}; it is built anew")]
    private static partial void Unusable(ILogger logger, string reason);

    /// <summary>Reports on the thread that works, so that reports stay in order.</summary>
    private sealed class Inline(IndexStatus status) : IProgress<(long Done, long Total)>
    {
        public void Report((long Done, long Total) value) => status.Report(value.Done, value.Total);
    }
}
