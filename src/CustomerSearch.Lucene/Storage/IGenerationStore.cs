using Directory = Lucene.Net.Store.Directory;

namespace CustomerSearch.Lucene.Storage;

/// <summary>Where generations live, which of them is current, and whether the last stop was clean.</summary>
internal interface IGenerationStore
{
    /// <summary>The generation that answers searches; null where none was ever made current.</summary>
    int? Current { get; }

    /// <summary>Every generation of which something stands.</summary>
    IReadOnlyList<int> Generations { get; }

    /// <summary>Makes a generation current in one step that is durable when this returns.</summary>
    void MakeCurrent(int generation);

    /// <summary>Opens a generation's directory, empty where it did not stand.</summary>
    Directory Open(int generation);

    void Delete(int generation);

    /// <summary>Notes durably that nothing was being written to the generations when they were closed.</summary>
    void MarkClean(IReadOnlyList<int> generations);

    /// <summary>The generations that were marked clean; the mark is durably gone afterwards.</summary>
    IReadOnlyList<int> TakeCleanMark();
}
