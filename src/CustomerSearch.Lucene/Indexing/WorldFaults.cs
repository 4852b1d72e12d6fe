namespace CustomerSearch.Lucene.Indexing;

/// <summary>Tells what the disk does to the index from what this program does to it.</summary>
internal static class WorldFaults
{
    public static bool Caused(Exception exception) =>
        exception.GetBaseException() is IOException or UnauthorizedAccessException;
}
