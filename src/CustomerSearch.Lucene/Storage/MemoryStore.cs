using Lucene.Net.Store;
using Directory = Lucene.Net.Store.Directory;

namespace CustomerSearch.Lucene.Storage;

/// <summary>Generations that live as long as the process: for specs, where durability is not the matter.</summary>
internal sealed class MemoryStore : IGenerationStore
{
    private readonly Dictionary<int, RAMDirectory> directories = [];
    private IReadOnlyList<int> clean = [];

    public int? Current { get; private set; }

    public IReadOnlyList<int> Generations => [.. directories.Keys];

    public void MakeCurrent(int generation) => Current = generation;

    public Directory Open(int generation)
    {
        if (!directories.TryGetValue(generation, out var directory))
            directories.Add(generation, directory = new RAMDirectory());
        // Closing a RAM directory would lose it.
        return new KeptOpen(directory);
    }

    public void Delete(int generation) => directories.Remove(generation);

    public void MarkClean(IReadOnlyList<int> generations) => clean = generations;

    public IReadOnlyList<int> TakeCleanMark()
    {
        var marked = clean;
        clean = [];
        return marked;
    }

    private sealed class KeptOpen(RAMDirectory directory) : FilterDirectory(directory)
    {
        protected override void Dispose(bool disposing)
        {
            // The store keeps it.
        }
    }
}
