using CustomerSearch.Service.Hosting;

namespace CustomerSearch.Service.Specs;

/// <summary>A data folder without customers, on which commands run as a person would give them.</summary>
internal sealed class CommandFolder : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("customer-search-").FullName;

    public string DatabaseFile => Path.Combine(folder, "data", "customers.db");

    public string[] Settings => [$"--Data:Directory={Path.Combine(folder, "data")}", "--Urls=http://127.0.0.1:0", "--Demo:Customers=0"];

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(params string[] args)
    {
        await using var app = OwnHost.Build(Settings);
        return await Commands.RunAsync(args, app.Services, CancellationToken.None);
    }

    /// <returns>The path of a file with these lines.</returns>
    public string Write(string name, params string[] lines)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllLines(file, lines);
        return file;
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
