using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CustomerSearch.Core.Customers.Import;

/// <summary>
/// A body sealed in pieces by AES-256-GCM under a key of its own, so that it can be written while it comes in and read
/// from any place. A piece carries its place and whether it is the last, so none can be moved, left out or cut off.
/// </summary>
internal static class SealedBody
{
    public const int PieceBytes = 64 * 1024;
    public const int TagBytes = 16;
    public const int KeyBytes = 32;

    public static void Seal(AesGcm aes, long piece, bool isLast, ReadOnlySpan<byte> plain, Span<byte> into) =>
        aes.Encrypt(Nonce(piece), plain, into[..plain.Length], into.Slice(plain.Length, TagBytes), Bound(isLast));

    /// <exception cref="CryptographicException">The piece was changed, moved or cut.</exception>
    public static void Open(AesGcm aes, long piece, bool isLast, ReadOnlySpan<byte> sealedPiece, Span<byte> into) => aes.Decrypt(
        Nonce(piece), sealedPiece[..^TagBytes], sealedPiece[^TagBytes..], into[..(sealedPiece.Length - TagBytes)], Bound(isLast));

    private static byte[] Nonce(long piece)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce.AsSpan(4), piece);
        return nonce;
    }

    private static byte[] Bound(bool isLast) => [isLast ? (byte)1 : (byte)0];
}

/// <summary>Reads a sealed body as what it was.</summary>
internal sealed class SealedBodyStream : Stream
{
    private readonly FileStream file;
    private readonly AesGcm aes;
    private readonly long pieces;
    private readonly byte[] cipher = new byte[SealedBody.PieceBytes + SealedBody.TagBytes];
    private readonly byte[] plain = new byte[SealedBody.PieceBytes];
    private long held = -1;
    private int heldBytes;

    public SealedBodyStream(FileStream file, byte[] key)
    {
        this.file = file;
        aes = new AesGcm(key, SealedBody.TagBytes);
        pieces = (file.Length + cipher.Length - 1) / cipher.Length;
        Length = file.Length - (pieces * SealedBody.TagBytes);
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position { get; set; }

    public override int Read(Span<byte> buffer)
    {
        if (Position >= Length)
            return 0;

        Hold(Position / SealedBody.PieceBytes);
        var from = (int)(Position % SealedBody.PieceBytes);
        var count = Math.Min(buffer.Length, heldBytes - from);
        plain.AsSpan(from, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = offset + origin switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => Position,
            _ => Length,
        };
        return target >= 0 ? Position = target : throw new IOException("There is nothing before the beginning.");
    }

    public override void Flush()
    {
        // Nothing is written.
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            aes.Dispose();
            file.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Hold(long piece)
    {
        if (piece == held)
            return;

        file.Position = piece * cipher.Length;
        var read = file.ReadAtLeast(cipher, cipher.Length, throwOnEndOfStream: false);
        SealedBody.Open(aes, piece, isLast: piece == pieces - 1, cipher.AsSpan(0, read), plain);
        (held, heldBytes) = (piece, read - SealedBody.TagBytes);
    }
}
