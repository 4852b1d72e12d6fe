namespace CustomerSearch.Service.Hosting;

/// <summary>Holds the data folder for this process: the embedded parts have one process at a time.</summary>
public sealed class DataLock(DataPaths paths) : IDisposable
{
    private FileStream? held;

    /// <exception cref="StartRefusedException">Another process uses the folder.</exception>
    public void Take()
    {
        Directory.CreateDirectory(paths.Directory);
        try
        {
            held = new FileStream(paths.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new StartRefusedException(
                $"Another instance uses the data folder {paths.Directory}. Stop it first, or set Data:Directory to another folder.");
        }
    }

    public void Dispose() => held?.Dispose();
}
