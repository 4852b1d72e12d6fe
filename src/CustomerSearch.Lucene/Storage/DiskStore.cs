using System.Globalization;
using Directory = Lucene.Net.Store.Directory;

namespace CustomerSearch.Lucene.Storage;

/// <summary>Generations as directories <c>000001</c> ..., with files <c>current</c> and <c>clean</c>.</summary>
internal sealed class DiskStore : IGenerationStore
{
    private readonly string root;
    private readonly string pointer;
    private readonly string cleanMark;

    public DiskStore(string root)
    {
        this.root = root;
        pointer = Path.Combine(root, "current");
        cleanMark = Path.Combine(root, "clean");
        System.IO.Directory.CreateDirectory(root);
    }

    public int? Current => Read(pointer) is [var number] ? number : null;

    public IReadOnlyList<int> Generations =>
    [
        .. from path in System.IO.Directory.EnumerateDirectories(root)
           let number = Parse(Path.GetFileName(path))
           where number is not null
           select number.Value,
    ];

    public void MakeCurrent(int generation) => Write(pointer, [generation]);

    public Directory Open(int generation) => new MappedDirectory(PathOf(generation));

    public void Delete(int generation)
    {
        var path = PathOf(generation);
        if (System.IO.Directory.Exists(path))
            System.IO.Directory.Delete(path, recursive: true);
    }

    public void MarkClean(IReadOnlyList<int> generations) => Write(cleanMark, generations);

    public IReadOnlyList<int> TakeCleanMark()
    {
        var clean = Read(cleanMark);
        File.Delete(cleanMark);
        DiskFlush.Directory(root);
        return clean;
    }

    private static IReadOnlyList<int> Read(string path) =>
        File.Exists(path) ? [.. File.ReadAllText(path).Split(' ').Select(Parse).OfType<int>()] : [];

    private static int? Parse(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // A name either has its old content or its new one, whenever the machine stops.
    private void Write(string path, IReadOnlyList<int> generations)
    {
        var temporary = path + ".new";
        using (var file = File.Create(temporary))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(string.Join(' ', generations.Select(NameOf))));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
        DiskFlush.Directory(root);
    }

    private string PathOf(int generation) => Path.Combine(root, NameOf(generation));

    private static string NameOf(int generation) => generation.ToString("D6", CultureInfo.InvariantCulture);
}
