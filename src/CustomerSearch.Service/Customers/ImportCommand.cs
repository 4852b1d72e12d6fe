using System.Diagnostics;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Customers.Import;
using CustomerSearch.Core.Tags;
using CustomerSearch.Service.Hosting;

namespace CustomerSearch.Service.Customers;

/// <summary>Imports a file on the machine itself, with a bar that shows how far it is.</summary>
internal sealed class ImportCommand(
    Preparation preparation, MoveTagDay tagDay, AnchorKeeper anchors, ImportCommand.Steps steps)
{
    /// <summary>What an import goes through.</summary>
    internal sealed record Steps(StartImport Start, ImportCustomers Run, Imports Imports);

    /// <returns>0 where every row went in, 1 where one did not or the file cannot be read, 2 for a file of no known kind.</returns>
    public async Task<int> RunAsync(string path, CancellationToken ct)
    {
        if (ImportBody.OfFile(path) is not { } format)
        {
            await Console.Error.WriteLineAsync("The file must end in .ndjson, .csv or .xlsx.");
            return 2;
        }

        await preparation.OpenDatabaseAsync(ct);
        await tagDay.RunAsync(ct);
        await anchors.CompareAsync(ct);
        var id = await TakeInAsync(path, format, ct);
        await steps.Run.RunAsync(id, new Bar(), ct);
        return await ReportAsync(id, ct);
    }

    /// <summary>A run that was killed is gone on with when the same file is given again.</summary>
    private async Task<long> TakeInAsync(string path, ImportFormat format, CancellationToken ct)
    {
        await using var file = File.OpenRead(path);
        var order = new ImportOrder(format, IdempotencyKey: null) { GoesOn = true };
        var started = await steps.Start.RunAsync(file, order, Operator.CommandLine, ct);
        return started is StartedImport.Accepted(var id, _) ? id : throw new UnreachableException();
    }

    private async Task<int> ReportAsync(long id, CancellationToken ct)
    {
        var import = (await steps.Imports.FindAsync(id, Operator.CommandLine, ct))!;
        Console.WriteLine(
            $"{import.State.ToString().ToLowerInvariant()}: {import.RowsRead} rows, {import.Created} created, {import.Updated} updated, "
            + $"{import.Unchanged} unchanged, {import.Rejected} rejected, {import.Warned} warned");
        if (import.Failure is { } failure)
            await Console.Error.WriteLineAsync(failure);
        foreach (var kind in Enum.GetValues<ImportNoteKind>())
        {
            await foreach (var note in steps.Imports.NotesAsync(id, kind, ct))
                await Console.Error.WriteLineAsync(ImportNoteLine.Of(note));
        }

        return import is { State: ImportState.Finished, Rejected: 0 } ? 0 : 1;
    }

    /// <summary>One line that is written over on a terminal, and a line now and then elsewhere.</summary>
    private sealed class Bar : IProgress<CustomerImport>
    {
        private const int Width = 40;

        private int shown = -1;

        public void Report(CustomerImport value)
        {
            var percent = (int)(value.BytesRead * 100 / Math.Max(1, value.BytesTotal));
            if (percent == shown || (Console.IsOutputRedirected && percent / 10 == shown / 10 && shown >= 0))
                return;

            shown = percent;
            var bar = new string('#', percent * Width / 100).PadRight(Width, '.');
            var (before, behind) = Console.IsOutputRedirected ? ("", "\n") : ("\r", "");
            Console.Write($"{before}[{bar}] {percent,3} %, {value.RowsRead} rows{behind}");
        }
    }
}
