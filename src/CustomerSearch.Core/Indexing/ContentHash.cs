using System.IO.Hashing;

namespace CustomerSearch.Core.Indexing;

/// <summary>
/// Tells documents apart: XXH3 over all that a document holds, cut to 31 bits so that sums stay exact.
/// </summary>
internal static class ContentHash
{
    public static int Of(CustomerDocument document)
    {
        var hash = new XxHash3(DocumentBuilder.Version);
        Add(hash, document.Id.Value);
        Add(hash, document.Name);
        Add(hash, document.LegalRepresentative);
        Add(hash, document.Remark);
        Add(hash, document.NameLength);
        Add(hash, document.LastContactOn);
        foreach (var (field, value) in document.Exact)
        {
            Add(hash, field.Name);
            Add(hash, value);
        }

        foreach (var (field, value) in document.Numbers)
        {
            Add(hash, field.Name);
            Add(hash, value);
        }

        return (int)(hash.GetCurrentHashAsUInt64() & int.MaxValue);
    }

    private static void Add(XxHash3 hash, IReadOnlyList<IReadOnlyList<string>> stream)
    {
        Add(hash, stream.Count);
        foreach (var position in stream)
        {
            Add(hash, position.Count);
            foreach (var token in position)
                Add(hash, token);
        }
    }

    private static void Add(XxHash3 hash, string text)
    {
        Add(hash, text.Length);
        hash.Append(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan()));
    }

    private static void Add(XxHash3 hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.Append(bytes);
    }
}
