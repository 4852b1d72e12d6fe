namespace CustomerSearch.Contracts.Indexing;

/// <summary>A copy of the index's directory.</summary>
internal sealed class IndexCopy : IDisposable
{
    private readonly DirectoryInfo place = Directory.CreateTempSubdirectory("lucene-copy-");

    public string Path => place.FullName;

    public void Take(string root) => CopyAll(root, Path);

    public void PutBack(string root)
    {
        foreach (var child in new DirectoryInfo(root).EnumerateDirectories())
            child.Delete(recursive: true);
        CopyAll(Path, root);
    }

    public void Dispose() => place.Delete(recursive: true);

    private static void CopyAll(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = System.IO.Path.Combine(to, System.IO.Path.GetRelativePath(from, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }
}
