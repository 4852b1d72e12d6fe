using System.Runtime.InteropServices;

namespace CustomerSearch.Lucene.Indexing;

/// <summary>
/// Work that takes long and never awaits: on a thread of the pool it would keep searches waiting for one. Where all processors are
/// busy it gets a third of the time that another thread gets, so that a merge does not take one of them from the searches.
/// </summary>
internal static class OwnThread
{
    /// <summary>A nice value of Linux; each step is about a fifth less time.</summary>
    private const int Nice = 5;

    private const int OfThread = 0;
    private const uint ThisOne = 0;

    public static Task<T> RunAsync<T>(Func<T> work) =>
        Task.Factory.StartNew(
            () =>
            {
                GiveWay();
                return work();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);

    public static Task RunAsync(Action work) => RunAsync(() =>
    {
        work();
        return true;
    });

    // The thread ends with its work, and its priority with it. .NET sets none on Linux, where each thread has its own nice value.
    private static void GiveWay()
    {
        if (OperatingSystem.IsLinux())
            _ = SetPriority(OfThread, ThisOne, Nice);
        else
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, uint who, int value);
}
