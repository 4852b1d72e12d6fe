using System.Runtime.CompilerServices;

namespace CustomerSearch.Specs.Shape;

/// <summary>The source tree, as the Shape specs look at it.</summary>
internal static class House
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every source file below a folder of the root, generated migrations aside.</summary>
    public static IEnumerable<string> Sources(string folder) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "Migrations"));

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(here)!);
        while (!File.Exists(Path.Combine(folder.FullName, "CustomerSearch.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The solution stands nowhere above this file.");

        return folder.FullName;
    }
}
