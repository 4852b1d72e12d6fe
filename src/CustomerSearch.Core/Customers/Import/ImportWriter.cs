using System.Text.Json;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Customers.Writing;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Customers.Import;

/// <summary>A row as far as it can be prepared without looking at the database.</summary>
/// <param name="Values">What only one customer may have.</param>
/// <param name="Fresh">The customer it makes where there is none yet; null where it cannot make one.</param>
internal sealed record PreparedImportRow(ImportRow Source, PreparedDraft Draft, IReadOnlyList<UniqueValue> Values, Customer? Fresh)
{
    /// <summary>The number in its one spelling; null where there is none.</summary>
    public string? Number => Draft.Draft.Number?.ToString();
}

/// <summary>The import was cancelled, or another run of it is ahead.</summary>
internal sealed class ImportEndedException : Exception;

/// <summary>Writes rows in transactions of a few milliseconds, each with the offset after its last row.</summary>
public sealed class ImportWriter(
    IDatabase database, IBulkWriter bulk, ApplyDraft apply, ImportObstacles obstacles, BackgroundTurns turns, TimeProvider clock)
{
    public const int FirstBatch = 16;

    private const int LargestBatch = 256;

    /// <summary>Everything that needs no database: parsing, normal forms, sealing.</summary>
    internal PreparedImportRow Prepare(ImportRow row, DraftContext context, Operator caller)
    {
        if (!row.Row.Errors.Any && !row.Row.Values.ContainsKey("customerNo"))
            row.Row.Errors.Add("customerNo", "Is required in an import.");

        var draft = DraftReader.Prepare(row.Row, context);
        var values = obstacles.ValuesOf(draft.Draft);
        if (draft.For(null) is not ReadDraft.Good
            || (draft.Draft.Department ?? caller.DepartmentId ?? context.Organisation.Head) is not { } department)
            return new PreparedImportRow(row, draft, values, null);

        var fresh = apply.NewCustomer(draft.Draft.Number!.Value.ToString(), department);
        apply.Apply(fresh, draft.Draft, caller);
        return new PreparedImportRow(row, draft, values, fresh);
    }

    /// <summary>Writes the first of the rows, as many as find time, and moves the import on.</summary>
    /// <returns>How many were done, and how many to bring next time.</returns>
    internal async Task<(int Done, int Most)> WriteAsync(
        CustomerImport import, List<PreparedImportRow> rows, Operator caller, Organisation organisation, CancellationToken ct)
    {
        var batch = Distinct(rows);
        var (result, took) = await database.WriteAsync(WritePriority.Bulk, async (db, c) =>
        {
            var began = clock.GetTimestamp();
            var written = await WriteAsync(db, import, batch, caller, organisation, c);
            return (written, clock.GetElapsedTime(began));
        }, ct);
        import.Created += result.Created;
        import.Updated += result.Updated;
        import.Unchanged += result.Unchanged;
        import.Rejected += result.Rejected;
        import.Warned += result.Warned;
        (import.Offset, import.BytesRead) = (batch[^1].Source.Place, batch[^1].Source.BytesRead);
        return (batch.Count, turns.Fitting(batch.Count, took, 1, LargestBatch));
    }

    /// <summary>A second row of one customer waits for the next transaction, where it finds what the first one wrote.</summary>
    private static List<PreparedImportRow> Distinct(List<PreparedImportRow> rows)
    {
        var seen = new HashSet<string>();
        return [.. rows.TakeWhile(row => row.Number is not { } number || seen.Add(number))];
    }

    private async Task<Counts> WriteAsync(
        CustomerDb db, CustomerImport import, List<PreparedImportRow> batch, Operator caller, Organisation organisation,
        CancellationToken ct)
    {
        var counts = new Counts();
        var world = await ImportObstacles.LookAsync(db, batch, ct);
        List<Customer> fresh = [];
        foreach (var row in batch)
        {
            var existing = row.Number is { } number ? world.Existing.GetValueOrDefault(number) : null;
            var (errors, warnings) = Look(row, existing, world, organisation);
            if (errors is not null)
            {
                counts.Rejected++;
                db.ImportNotes.Add(Note(import, row, ImportNoteKind.Reject, errors));
                continue;
            }

            if (existing is null)
            {
                counts.Created++;
                fresh.Add(row.Fresh!);
            }
            else if (apply.Apply(existing, row.Draft.Draft, caller).IsEmpty)
            {
                counts.Unchanged++;
                continue;
            }
            else
            {
                counts.Updated++;
            }

            if (warnings is not null)
            {
                counts.Warned++;
                db.ImportNotes.Add(Note(import, row, ImportNoteKind.Warning, warnings));
            }
        }

        await db.SaveChangesAsync(ct);
        bulk.Insert(db, fresh);
        await MoveOnAsync(db, import, batch[^1].Source, counts, ct);
        return counts;
    }

    /// <summary>What stands against a row, and what is only to be said of it; null for nothing.</summary>
    private static (IReadOnlyDictionary<string, string[]>? Errors, IReadOnlyDictionary<string, string[]>? Warnings) Look(
        PreparedImportRow row, Customer? existing, ImportObstacles.World world, Organisation organisation)
    {
        if (row.Draft.For(existing) is ReadDraft.Bad(var wrong))
            return (wrong, null);

        var (errors, warnings) = world.Find(row, existing, organisation);
        return (errors.Any ? errors.ToDictionary() : null, warnings.Any ? warnings.ToDictionary() : null);
    }

    /// <summary>Only while the import runs and stands where this run thinks: two runs of one import double nothing.</summary>
    private static async Task MoveOnAsync(CustomerDb db, CustomerImport import, ImportRow last, Counts counts, CancellationToken ct)
    {
        var moved = await db.CustomerImports
            .Where(i => i.Id == import.Id && i.State == ImportState.Running && i.Offset == import.Offset)
            .ExecuteUpdateAsync(set => set
                .SetProperty(i => i.Offset, last.Place)
                .SetProperty(i => i.BytesRead, last.BytesRead)
                .SetProperty(i => i.Created, i => i.Created + counts.Created)
                .SetProperty(i => i.Updated, i => i.Updated + counts.Updated)
                .SetProperty(i => i.Unchanged, i => i.Unchanged + counts.Unchanged)
                .SetProperty(i => i.Rejected, i => i.Rejected + counts.Rejected)
                .SetProperty(i => i.Warned, i => i.Warned + counts.Warned), ct);
        if (moved == 0)
            throw new ImportEndedException();
    }

    private static ImportNote Note(
        CustomerImport import, PreparedImportRow row, ImportNoteKind kind, IReadOnlyDictionary<string, string[]> messages) => new()
        {
            ImportId = import.Id, Kind = kind, Row = row.Source.Place, CustomerNo = row.Number,
            Messages = JsonSerializer.Serialize(messages, RecordDrafts.Json),
        };

    private sealed class Counts
    {
        public long Created { get; set; }

        public long Updated { get; set; }

        public long Unchanged { get; set; }

        public long Rejected { get; set; }

        public long Warned { get; set; }
    }
}
