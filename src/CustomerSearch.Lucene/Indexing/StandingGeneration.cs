using CustomerSearch.Core.Search;
using CustomerSearch.Lucene.Storage;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Microsoft.Extensions.Logging;
using Directory = Lucene.Net.Store.Directory;

namespace CustomerSearch.Lucene.Indexing;

/// <summary>Opens a generation that stood when the service last ran, if it still can be used.</summary>
internal static class StandingGeneration
{
    /// <param name="clean">Nothing was being written when it was closed, so it need not be checked.</param>
    /// <param name="progress">Documents checked of documents in all.</param>
    /// <returns>The generation; or null and why there must be another: missing, outdated or damaged.</returns>
    /// <exception cref="EngineUnavailableException">Another process holds it.</exception>
    public static (Generation? Opened, string Fault) Open(
        IGenerationStore store, int number, bool clean, IProgress<(long Done, long Total)> progress, ILogger logger, CancellationToken ct)
    {
        if (!store.Generations.Contains(number))
            return (null, "missing");
        Directory directory = store.Open(number);
        try
        {
            var commit = ReadCommit(directory);
            if (!CommitState.IsOfThisSchema(commit.UserData))
                return (null, "outdated");
            if (!clean)
            {
                Log.Checking(logger, number);
                if (!IsWhole(directory, commit, progress, ct))
                    return (null, "damaged");
            }

            var building = !CommitState.IsSettled(commit.UserData);
            return (new Generation(number, directory, OpenMode.APPEND, building, logger), "");
        }
        catch (LockObtainFailedException e)
        {
            throw new EngineUnavailableException("Another process holds the index.", e);
        }
        catch (IOException e)
        {
            Log.Unreadable(logger, e, number);
            return (null, "damaged");
        }
    }

    // Reads all of it, segment by segment.
    private static bool IsWhole(
        Directory directory, SegmentInfos commit, IProgress<(long Done, long Total)> progress, CancellationToken ct)
    {
        var check = new CheckIndex(directory);
        long done = 0;
        foreach (var segment in commit.Segments)
        {
            ct.ThrowIfCancellationRequested();
            progress.Report((done, commit.TotalDocCount));
            if (!check.DoCheckIndex([segment.Info.Name]).Clean)
                return false;
            done += segment.Info.DocCount;
        }

        progress.Report((done, commit.TotalDocCount));
        return true;
    }

    private static SegmentInfos ReadCommit(Directory directory)
    {
        var commit = new SegmentInfos();
        commit.Read(directory);
        return commit;
    }
}
