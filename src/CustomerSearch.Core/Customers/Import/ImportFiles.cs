using System.Security.Cryptography;
using CustomerSearch.Core.Access;

namespace CustomerSearch.Core.Customers.Import;

/// <summary>Where bodies of imports stand.</summary>
public sealed class ImportFolder
{
    public required string Path { get; init; }
}

/// <summary>A body on the disk, sealed.</summary>
public sealed record StoredBody(string File, string FileKey, byte[] Hash, long Bytes);

/// <summary>The body cannot be kept: the disk is full or cannot be written.</summary>
public sealed class FilesUnavailableException(Exception inner) : Exception("The file cannot be kept just now.", inner);

/// <summary>Keeps bodies of imports sealed under a key of each one's own, which is itself sealed beside the import.</summary>
public sealed class ImportFiles(ImportFolder folder, FieldCipher cipher)
{
    /// <summary>Writes a body as it comes in, and returns when it is on the disk. What fails leaves no file.</summary>
    /// <exception cref="FilesUnavailableException">The disk is full or cannot be written.</exception>
    public async Task<StoredBody> SaveAsync(Stream body, CancellationToken ct)
    {
        var name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var key = RandomNumberGenerator.GetBytes(SealedBody.KeyBytes);
        try
        {
            var (hash, bytes) = await WriteAsync(name, key, body, ct);
            return new StoredBody(
                name, cipher.Seal(KeyPurpose.Identity, "CustomerImport", "FileKey", name, Convert.ToBase64String(key)), hash, bytes);
        }
        catch
        {
            Delete(name);
            throw;
        }
    }

    /// <exception cref="ImportUnreadableException">The file is gone.</exception>
    public Stream Open(CustomerImport import)
    {
        var key = cipher.Open(KeyPurpose.Identity, "CustomerImport", "FileKey", import.File, import.FileKey);
        try
        {
            return new SealedBodyStream(new FileStream(PathOf(import.File), FileMode.Open, FileAccess.Read), Convert.FromBase64String(key));
        }
        catch (FileNotFoundException)
        {
            throw new ImportUnreadableException("The file that was sent is gone.");
        }
    }

    public void Delete(string name) => File.Delete(PathOf(name));

    /// <summary>Deletes what no import needs: bodies whose import was never noted, or has ended.</summary>
    public void Sweep(IReadOnlySet<string> needed)
    {
        foreach (var path in Directory.Exists(folder.Path) ? Directory.EnumerateFiles(folder.Path, "*.import") : [])
        {
            if (!needed.Contains(Path.GetFileNameWithoutExtension(path)))
                File.Delete(path);
        }
    }

    private async Task<(byte[] Hash, long Bytes)> WriteAsync(string name, byte[] key, Stream body, CancellationToken ct)
    {
        await using var file = OnDisk(() => Create(name));
        using var aes = new AesGcm(key, SealedBody.TagBytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (plain, next) = (new byte[SealedBody.PieceBytes], new byte[SealedBody.PieceBytes]);
        var sealedPiece = new byte[SealedBody.PieceBytes + SealedBody.TagBytes];
        var held = await body.ReadAtLeastAsync(plain, plain.Length, throwOnEndOfStream: false, ct);
        var total = 0L;
        for (var piece = 0L; ; piece++)
        {
            var coming = held < plain.Length ? 0 : await body.ReadAtLeastAsync(next, next.Length, throwOnEndOfStream: false, ct);
            hash.AppendData(plain, 0, held);
            SealedBody.Seal(aes, piece, isLast: coming == 0, plain.AsSpan(0, held), sealedPiece);
            OnDisk(() =>
            {
                file.Write(sealedPiece, 0, held + SealedBody.TagBytes);
                return true;
            });
            total += held;
            if (coming == 0)
                break;

            (plain, next, held) = (next, plain, coming);
        }

        OnDisk(() =>
        {
            file.Flush(flushToDisk: true);
            return true;
        });
        return (hash.GetHashAndReset(), total);
    }

    private FileStream Create(string name)
    {
        Directory.CreateDirectory(folder.Path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        return new FileStream(PathOf(name), options);
    }

    private static T OnDisk<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FilesUnavailableException(exception);
        }
    }

    private string PathOf(string name) => Path.Combine(folder.Path, name + ".import");
}
