using Microsoft.Extensions.Options;

namespace CustomerSearch.Service.Hosting;

/// <summary>Where the embedded profile keeps things.</summary>
public sealed class DataPaths
{
    public DataPaths(
        IOptions<DataOptions> data, IOptions<KeysOptions> keys, IOptions<AnchorsOptions> anchors, IHostEnvironment environment)
    {
        Directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(data.Value.Directory, environment.ContentRootPath));
        Keys = Beside(keys.Value.Path, ".keys", environment);
        Anchors = Beside(anchors.Value.Path, ".anchors", environment);
    }

    public string Directory { get; }

    public string Keys { get; }

    public string Anchors { get; }

    public string Database => Path.Combine(Directory, "customers.db");

    public string Index => Path.Combine(Directory, "index");

    public string Lock => Path.Combine(Directory, "in-use.lock");

    private string Beside(string? configured, string ending, IHostEnvironment environment)
    {
        var path = configured is { Length: > 0 } ? Path.GetFullPath(configured, environment.ContentRootPath) : Directory + ending;
        return (path + Path.DirectorySeparatorChar).StartsWith(Directory + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? throw new StartRefusedException($"{path} lies inside the data folder; keys and anchors stand outside it.")
            : path;
    }
}

/// <summary>The service cannot start as it is set up; the message says what to do.</summary>
public sealed class StartRefusedException(string message) : Exception(message);
