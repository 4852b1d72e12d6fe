using System.Globalization;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Demo;
using CustomerSearch.Core.Tags;
using CustomerSearch.Service.Access;
using CustomerSearch.Service.Customers;
using CustomerSearch.Service.Indexing;

namespace CustomerSearch.Service.Hosting;

/// <summary>What the program does instead of serving, when it is told so on the command line.</summary>
internal static class Commands
{
    private const string Usage = """
        Usage: CustomerSearch.Service [command] [--Section:Key value ...]
          (none)                          serve
          migrate                         bring the schema up to date and end
          account add NAME --name REAL --department D [--role R] [--password-file F]
                                          make an account: an administrator, unless a role is given
          seed --customers N              fill an empty database with N demo customers
          import FILE                     import customers from a .ndjson, .csv or .xlsx file
          index status                    show which generation answers searches
          index rebuild                   build the index anew
          index reconcile                 compare the index with the database, and repair it
          index roll-back                 let the generation before the last swap answer again
          verify                          verify the record chain and name the first broken record
          records acknowledge --reason T  let numbering go on after the database was restored
        """;

    /// <summary>Whether the arguments name a command; settings begin with a dash.</summary>
    public static bool IsCommand(string[] args) => args is [{ Length: > 0 } first, ..] && first[0] != '-' && first[0] != '/';

    /// <returns>The exit code: 0 done, 1 could not, 2 not a command, 3 the chain is broken.</returns>
    public static async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        switch (args)
        {
            case ["migrate", ..]:
                await services.GetRequiredService<Preparation>().MigrateAsync(ct);
                return 0;
            case ["account", "add", { Length: > 0 } userName, .. var options]
                when await services.GetRequiredService<AccountCommand>().RunAsync(userName, options, ct) is not 2 and var code:
                return code;
            case ["seed", "--customers", var number, ..]
                when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var customers) && customers > 0:
                return await SeedAsync(customers, services, ct);
            case ["import", { Length: > 0 } file, ..] when File.Exists(file):
                return await services.GetRequiredService<ImportCommand>().RunAsync(file, ct);
            case ["index", { Length: > 0 } what, ..]:
                return await IndexAsync(what, services.GetRequiredService<IndexCommand>(), ct);
            case [("rebuild" or "reconcile") and var what, ..]:
                return await IndexAsync(what, services.GetRequiredService<IndexCommand>(), ct);
            case ["verify", ..]:
                return await VerifyAsync(services, ct);
            case ["records", "acknowledge", "--reason", { Length: > 0 } reason, ..]:
                return await AcknowledgeAsync(reason, services, ct);
            default:
                return NotACommand();
        }
    }

    private static int NotACommand()
    {
        Console.Error.WriteLine(Usage);
        return 2;
    }

    private static async Task<int> IndexAsync(string what, IndexCommand command, CancellationToken ct) => what switch
    {
        "status" => await command.StatusAsync(ct),
        "rebuild" => await command.RebuildAsync(ct),
        "reconcile" => await command.ReconcileAsync(ct),
        "roll-back" => await command.RollBackAsync(ct),
        _ => NotACommand(),
    };

    private static async Task<int> SeedAsync(int customers, IServiceProvider services, CancellationToken ct)
    {
        var preparation = services.GetRequiredService<Preparation>();
        await preparation.OpenDatabaseAsync(ct);
        await preparation.SeedAsync(customers, ct);
        await services.GetRequiredService<MoveTagDay>().RunAsync(ct);
        if (preparation.MadeUpPassword is { } password)
            Console.WriteLine($"Demo accounts: {string.Join(", ", DemoOrganisation.Named)}; password of all: {password}");

        return 0;
    }

    private static async Task<int> VerifyAsync(IServiceProvider services, CancellationToken ct)
    {
        if (services.GetRequiredService<DatabaseParts>().IsNew())
            throw new StartRefusedException("There is no database under Data:Directory.");

        var finding = await services.GetRequiredService<VerifyChain>().RunAsync(new Counting(), ct);
        Console.WriteLine(finding.IsIntact
            ? $"intact: {finding.Checked} records, {finding.Anchors} anchors"
            : $"broken at position {finding.FirstBroken} {finding.Number}: {finding.Finding} "
                + $"({finding.Checked} records before it are intact)");
        return finding.IsIntact ? 0 : 3;
    }

    private static async Task<int> AcknowledgeAsync(string reason, IServiceProvider services, CancellationToken ct)
    {
        await services.GetRequiredService<Preparation>().OpenDatabaseAsync(ct);
        await services.GetRequiredService<AnchorKeeper>().CompareAsync(ct);
        var number = await services.GetRequiredService<AcknowledgeRestore>().RunAsync(reason, Operator.CommandLine, ct);
        Console.WriteLine(number is null ? "Nothing to acknowledge." : $"Acknowledged as {number}.");
        return 0;
    }

    private sealed class Counting : IProgress<(long Done, long Total)>
    {
        private const long Every = 100_000;

        public void Report((long Done, long Total) value)
        {
            if (value.Done > 0 && value.Done % Every == 0)
                Console.WriteLine($"{value.Done} of {value.Total}");
        }
    }
}
