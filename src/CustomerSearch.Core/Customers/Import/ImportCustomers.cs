using System.Security.Cryptography;
using System.Threading.Channels;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers.Writing;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Customers.Import;

/// <summary>
/// Runs an import from where it stands: one flow reads and parses rows, the other writes them, and the offset is committed
/// with the rows before it. Killed anywhere and run again, it ends as if nothing had been.
/// </summary>
public sealed class ImportCustomers(
    IDatabase database, ImportFiles files, DraftContexts contexts, ImportWriter writer, ImportEnds ends, BackgroundTurns turns)
{
    private const int RowsAhead = 2000;

    /// <param name="id">The import; one that has ended, or that another run ends meanwhile, is left alone.</param>
    /// <param name="progress">Told how far it is, after each transaction.</param>
    /// <exception cref="DatabaseUnavailableException">Run it again: it goes on where it is.</exception>
    public async Task RunAsync(long id, IProgress<CustomerImport>? progress, CancellationToken ct)
    {
        if (await BeginAsync(id, ct) is not var (import, caller))
            return;

        try
        {
            await WriteAsync(import, caller, progress, ct);
            await EndAsync(import, ImportState.Finished, null, caller, ct);
        }
        catch (Exception exception) when (exception is ImportUnreadableException or CryptographicException)
        {
            var failure = exception is ImportUnreadableException ? exception.Message : "The file that was sent was changed on the disk.";
            await EndAsync(import, ImportState.Failed, failure, caller, ct);
        }
        catch (ImportEndedException)
        {
            // Somebody cancelled it, or another run is at it: whoever did has noted so.
        }
    }

    private Task<(CustomerImport Import, Operator Caller)?> BeginAsync(long id, CancellationToken ct) =>
        database.WriteAsync<(CustomerImport, Operator)?>(WritePriority.Interactive, async (db, c) =>
        {
            var import = await db.CustomerImports.SingleOrDefaultAsync(i => i.Id == id, c);
            if (import is not { State: ImportState.Queued or ImportState.Running })
                return null;

            import.State = ImportState.Running;
            await db.SaveChangesAsync(c);
            return (import, await CallerAsync(db, import, c));
        }, ct);

    /// <summary>The account as it is now: an import runs in the name of who sent it.</summary>
    private static async Task<Operator> CallerAsync(CustomerDb db, CustomerImport import, CancellationToken ct) =>
        import.AccountId is { } id
            ? (await Operators.FindAsync(db, id, ct)) with { Address = import.Address }
            : Operator.CommandLine;

    private async Task WriteAsync(CustomerImport import, Operator caller, IProgress<CustomerImport>? progress, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var rows = Channel.CreateBounded<PreparedImportRow>(RowsAhead);
        var context = await contexts.GetAsync(ct);
        var reading = Task.Run(() => ReadAsync(import, caller, context, rows.Writer, stop.Token), CancellationToken.None);
        try
        {
            var pending = new List<PreparedImportRow>();
            var most = ImportWriter.FirstBatch;
            while (pending.Count > 0 || await rows.Reader.WaitToReadAsync(ct))
            {
                while (pending.Count < most && rows.Reader.TryRead(out var row))
                    pending.Add(row);

                using var turn = await turns.TakeAsync(ct);
                (var done, most) = await writer.WriteAsync(import, pending, caller, context.Organisation, ct);
                pending.RemoveRange(0, done);
                progress?.Report(import);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    /// <summary>Never throws: what goes wrong travels through the channel to its reader.</summary>
    private async Task ReadAsync(
        CustomerImport import, Operator caller, DraftContext context, ChannelWriter<PreparedImportRow> rows, CancellationToken ct)
    {
        try
        {
            var done = import.Offset;
            await using var stream = files.Open(import);
            foreach (var row in ImportRows.Read(import.Format, stream))
            {
                if (row.Place > done)
                    await rows.WriteAsync(writer.Prepare(row, context, caller), ct);
            }

            rows.Complete();
        }
        catch (Exception exception)
        {
            rows.Complete(exception);
        }
    }

    private async Task EndAsync(CustomerImport import, ImportState state, string? failure, Operator caller, CancellationToken ct)
    {
        var ended = await database.WriteAsync(WritePriority.Interactive, async (db, c) =>
        {
            var current = await db.CustomerImports.SingleAsync(i => i.Id == import.Id, c);
            if (current.State != ImportState.Running || current.Offset != import.Offset)
                return false;

            await ends.NoteAsync(db, current, state, failure, caller, c);
            return true;
        }, ct);
        if (ended)
            files.Delete(import.File);
    }
}
