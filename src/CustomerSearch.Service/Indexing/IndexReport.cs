using CustomerSearch.Core.Data;
using CustomerSearch.Core.Indexing;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Service.Indexing;

/// <summary>Reads how the index stands.</summary>
internal sealed class IndexReport(
    Generations generations, IndexChecks checks, ChangeQueue queue, IDatabase database, IndexStatus status)
{
    private const int MostGenerations = 20;

    public async Task<IndexView> RunAsync(CancellationToken ct)
    {
        var (pending, oldest) = await queue.LookAsync(ct);
        await using var db = database.Open();
        return new IndexView
        {
            State = status.State.ToString().ToLowerInvariant(),
            Live = await generations.LiveAsync(ct),
            Kept = await generations.KeptAsync(ct),
            PendingChanges = pending,
            OldestChangeAt = oldest,
            DeadLetters = await db.DeadLetters.LongCountAsync(ct),
            Comparison = ComparisonView.Of(await checks.ReadAsync(ct)),
            Generations = [.. (await generations.ListAsync(ct)).Take(MostGenerations).Select(GenerationView.Of)],
        };
    }
}

internal sealed record IndexView
{
    /// <summary>opening, checking, building or ready.</summary>
    public required string State { get; init; }

    public required int? Live { get; init; }

    /// <summary>The generation that a roll-back leads to.</summary>
    public required int? Kept { get; init; }

    public required long PendingChanges { get; init; }

    public required DateTimeOffset? OldestChangeAt { get; init; }

    public required long DeadLetters { get; init; }

    public required ComparisonView Comparison { get; init; }

    /// <summary>The newest first.</summary>
    public required IReadOnlyList<GenerationView> Generations { get; init; }
}

/// <summary>What comparing index and database has found so far.</summary>
internal sealed record ComparisonView
{
    /// <summary>Everything is to be compared at once, or just is.</summary>
    public required bool AllWanted { get; init; }

    public required DateTimeOffset? ComparedAt { get; init; }

    public required DateTimeOffset? AllComparedAt { get; init; }

    public required DateTimeOffset? CountedAt { get; init; }

    public required long InDatabase { get; init; }

    public required long InIndex { get; init; }

    /// <summary>In the database and not in the index.</summary>
    public required long Missing { get; init; }

    /// <summary>In the index and not in the database.</summary>
    public required long Extra { get; init; }

    public required long Different { get; init; }

    public static ComparisonView Of(IndexCheck check) => new()
    {
        AllWanted = check.AllWantedAt is not null,
        ComparedAt = check.ComparedAt,
        AllComparedAt = check.AllComparedAt,
        CountedAt = check.CountedAt,
        InDatabase = check.InDatabase,
        InIndex = check.InIndex,
        Missing = check.Missing,
        Extra = check.Extra,
        Different = check.Different,
    };
}

/// <param name="State">waiting, building, live, kept, retired or dropped.</param>
/// <param name="Reason">Why there had to be another one.</param>
/// <param name="Done">Customers that the scan has written.</param>
/// <param name="Failure">Why it was given up.</param>
internal sealed record GenerationView(
    int Number, string State, string Reason, long Done, long Total, DateTimeOffset CreatedAt, DateTimeOffset? LiveAt,
    DateTimeOffset? EndedAt, string? Failure)
{
    public static GenerationView Of(IndexGeneration generation) => new(
        generation.Number, generation.State.ToString().ToLowerInvariant(), generation.Reason, generation.Done, generation.Total,
        generation.CreatedAt, generation.LiveAt, generation.EndedAt, generation.Failure);
}
