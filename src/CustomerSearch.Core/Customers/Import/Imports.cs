using CustomerSearch.Core.Access;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Customers.Import;

/// <summary>Imports as rows: read while they run, cancelled, found again after a stop. An import is its sender's alone.</summary>
public sealed class Imports(IDatabase database, ImportFiles files, ImportEnds ends)
{
    private const int NotesAtOnce = 1000;

    public async Task<CustomerImport?> FindAsync(long id, Operator caller, CancellationToken ct)
    {
        await using var db = database.Open();
        return await db.CustomerImports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == id && i.AccountId == caller.Id, ct);
    }

    /// <summary>Every row of which this is said, in the order of the file.</summary>
    public async IAsyncEnumerable<ImportNote> NotesAsync(
        long id, ImportNoteKind kind, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var after = 0L;
        while (true)
        {
            await using var db = database.Open();
            var page = await db.ImportNotes.AsNoTracking().Where(n => n.ImportId == id && n.Kind == kind && n.Id > after)
                .OrderBy(n => n.Id).Take(NotesAtOnce).ToListAsync(ct);
            foreach (var note in page)
                yield return note;
            if (page.Count < NotesAtOnce)
                yield break;

            after = page[^1].Id;
        }
    }

    /// <summary>Ends an import where it is; what went in stays.</summary>
    /// <returns>Whether it had not ended before.</returns>
    public async Task<bool> CancelAsync(long id, Operator caller, CancellationToken ct)
    {
        var file = await database.WriteAsync(WritePriority.Interactive, async (db, c) =>
        {
            var import = await db.CustomerImports.SingleOrDefaultAsync(i => i.Id == id && i.AccountId == caller.Id, c);
            if (import is not { State: ImportState.Queued or ImportState.Running })
                return null;

            await ends.NoteAsync(db, import, ImportState.Cancelled, null, caller, c);
            return import.File;
        }, ct);
        if (file is not null)
            files.Delete(file);

        return file is not null;
    }

    /// <summary>The imports that have not ended, oldest first; bodies that no import needs any more are deleted.</summary>
    public async Task<IReadOnlyList<long>> UnfinishedAsync(CancellationToken ct)
    {
        await using var db = database.Open();
        var unfinished = await db.CustomerImports.AsNoTracking()
            .Where(i => i.State == ImportState.Queued || i.State == ImportState.Running).OrderBy(i => i.Id)
            .Select(i => new { i.Id, i.File }).ToListAsync(ct);
        files.Sweep(unfinished.Select(i => i.File).ToHashSet());
        return unfinished.ConvertAll(i => i.Id);
    }
}
