using Microsoft.Extensions.Options;

namespace CustomerSearch.Service.Hosting;

/// <summary>Where the embedded profile keeps things; relative paths start at the working directory.</summary>
public sealed class DataPaths
{
    public DataPaths(IOptions<DataOptions> data, IOptions<KeysOptions> keys, IOptions<AnchorsOptions> anchors, IOptions<FilesOptions> files)
    {
        Directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(data.Value.Directory));
        Keys = Beside(keys.Value.Path, ".keys");
        Anchors = Beside(anchors.Value.Path, ".anchors");
        Files = files.Value.Path is { Length: > 0 } path ? Path.GetFullPath(path) : Path.Combine(Directory, "files");
    }

    public string Directory { get; }

    public string Keys { get; }

    public string Anchors { get; }

    public string Files { get; }

    public string Database => Path.Combine(Directory, "customers.db");

    public string Index => Path.Combine(Directory, "index");

    public string Lock => Path.Combine(Directory, "in-use.lock");

    private string Beside(string? configured, string ending)
    {
        var path = configured is { Length: > 0 } ? Path.GetFullPath(configured) : Directory + ending;
        return (path + Path.DirectorySeparatorChar).StartsWith(Directory + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? throw new StartRefusedException($"{path} lies inside the data folder; keys and anchors stand outside it.")
            : path;
    }
}

/// <summary>The service cannot start as it is set up; the message says what to do.</summary>
public sealed class StartRefusedException(string message) : Exception(message);
