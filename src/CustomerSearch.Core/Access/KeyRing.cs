using System.Security.Cryptography;

namespace CustomerSearch.Core.Access;

/// <summary>What a key is for; each purpose has keys of its own.</summary>
public enum KeyPurpose
{
    Contacts,
    Identity,
    BlindIndex,
    Audit,

    /// <summary>Of the keys of cookies and cursors.</summary>
    Tokens,
}

/// <summary>The secret keys of the service, one 32-byte file each, outside the data folder.</summary>
/// <remarks>
/// Files are named <c>{purpose}.{id}.key</c>, hold 64 hexadecimal digits and are readable by their owner alone.
/// </remarks>
public sealed class KeyRing
{
    private const int KeyBytes = 32;

    private readonly Dictionary<(KeyPurpose Purpose, string Id), byte[]> keys;

    private KeyRing(Dictionary<(KeyPurpose Purpose, string Id), byte[]> keys) => this.keys = keys;

    /// <summary>The id of the key that seals and signs from now on: the last in order of id.</summary>
    public string ActiveId(KeyPurpose purpose) =>
        keys.Keys.Where(key => key.Purpose == purpose).Max(key => key.Id)!;

    /// <exception cref="KeyRingException">No such key.</exception>
    public ReadOnlySpan<byte> Get(KeyPurpose purpose, string id) => keys.TryGetValue((purpose, id), out var key)
        ? key
        : throw new KeyRingException($"The key {NameOf(purpose)}.{id} is in use but missing.");

    /// <summary>Reads the keys of a folder.</summary>
    /// <param name="directory">The folder of the key files.</param>
    /// <param name="create">Whether keys are made where the folder has none; only for a new, empty database.</param>
    /// <exception cref="KeyRingException">A key is missing, short, all zero, or two are equal.</exception>
    public static KeyRing Load(string directory, bool create)
    {
        if (create && (!Directory.Exists(directory) || !Directory.EnumerateFiles(directory, "*.key").Any()))
            Create(directory);

        var read = new Dictionary<(KeyPurpose, string), byte[]>();
        foreach (var purpose in Enum.GetValues<KeyPurpose>())
        {
            foreach (var file in Directory.Exists(directory) ? Directory.GetFiles(directory, $"{NameOf(purpose)}.*.key") : [])
                read[(purpose, Path.GetFileNameWithoutExtension(file).Split('.')[1])] = Read(file);

            if (!read.Keys.Any(key => key.Item1 == purpose))
                throw new KeyRingException($"No {NameOf(purpose)} key stands under Keys:Path.");
        }

        if (read.Values.Select(Convert.ToHexString).Distinct().Count() != read.Count)
            throw new KeyRingException("Two keys are equal; each must be drawn by itself.");

        return new KeyRing(read);
    }

    private static byte[] Read(string file)
    {
        var key = TryHex(File.ReadAllText(file).Trim());
        if (key is not { Length: KeyBytes } || key.All(b => b == 0))
            throw new KeyRingException($"The key file {Path.GetFileName(file)} does not hold {KeyBytes} bytes as hexadecimal digits.");

        return key;
    }

    private static byte[]? TryHex(string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static void Create(string directory)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        foreach (var purpose in Enum.GetValues<KeyPurpose>())
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

            using var stream = new FileStream(Path.Combine(directory, $"{NameOf(purpose)}.1.key"), options);
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToHexString(RandomNumberGenerator.GetBytes(KeyBytes))));
            stream.Flush(flushToDisk: true);
        }
    }

    private static string NameOf(KeyPurpose purpose) => purpose switch
    {
        KeyPurpose.Contacts => "contacts",
        KeyPurpose.Identity => "identity",
        KeyPurpose.BlindIndex => "blind-index",
        KeyPurpose.Audit => "audit",
        KeyPurpose.Tokens => "tokens",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>The keys cannot be used as they stand; the service does not start.</summary>
public sealed class KeyRingException(string message) : Exception(message);
