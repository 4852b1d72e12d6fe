using System.Runtime.InteropServices;

namespace CustomerSearch.Lucene.Storage;

/// <summary>Makes the names in a directory durable, for which .NET has no call.</summary>
internal static class DiskFlush
{
    private const int ReadOnly = 0;

    /// <exception cref="IOException">The system could not flush it.</exception>
    public static void Directory(string path)
    {
        // Windows keeps names in its file system journal and does not flush directories.
        if (OperatingSystem.IsWindows())
            return;
        var handle = Open(path, ReadOnly);
        if (handle < 0)
            throw Failure(path);
        try
        {
            if (Flush(handle) != 0)
                throw Failure(path);
        }
        finally
        {
            _ = Close(handle);
        }
    }

    private static IOException Failure(string path) =>
        new($"Cannot flush the directory {Path.GetFileName(path)}: {Marshal.GetLastPInvokeErrorMessage()}");

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Flush(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
}
