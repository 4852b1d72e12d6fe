using System.IO.MemoryMappedFiles;
using Lucene.Net.Store;

namespace CustomerSearch.Lucene.Storage;

/// <summary>
/// Index files read in the file cache of the operating system. A search makes hundreds of short-lived views of
/// them; here
/// a view is one small object, where Lucene.NET's own mapped directory registers each one for finalization, and its
/// unmapped one locks and copies.
/// </summary>
/// <remarks>
/// A mapping is not undone by hand: it lives as long as any view of it, and then the garbage collector ends it. So
/// no view
/// ever reads memory that is gone.
/// </remarks>
internal sealed class MappedDirectory(string path) : FSDirectory(new DirectoryInfo(path), null)
{
    public override IndexInput OpenInput(string name, IOContext context)
    {
        EnsureOpen();
        var file = Path.Combine(Directory.FullName, name);
        return new View(name, new Mapping(file), new FileInfo(file).Length);
    }

    /// <summary>One file in memory, read-only.</summary>
    private sealed unsafe class Mapping
    {
        /// <summary>
        /// Held so that its handle, which undoes the mapping when it is collected, lives as long as this.
        /// </summary>
        private readonly MemoryMappedViewAccessor? accessor;

        public Mapping(string file)
        {
            // An empty file cannot be mapped, and has nothing to read.
            if (new FileInfo(file).Length == 0)
                return;

            using var mapped = MemoryMappedFile.CreateFromFile(file, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            accessor = mapped.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            Start = (byte*)accessor.SafeMemoryMappedViewHandle.DangerousGetHandle() + accessor.PointerOffset;
        }

        /// <summary>Valid while this object is referred to.</summary>
        public byte* Start { get; }
    }

    /// <summary>A place in a file; clones share the file and have places of their own.</summary>
    private sealed unsafe class View(string name, Mapping mapping, long length) : IndexInput(name)
    {
        private readonly Mapping mapping = mapping;
        private long position;

        public override long Length => length;

        public override long Position => position;

        public override byte ReadByte()
        {
            if (position >= length)
                throw new EndOfStreamException(ToString());

            var value = mapping.Start[position++];
            GC.KeepAlive(mapping);
            return value;
        }

        public override void ReadBytes(byte[] b, int offset, int len)
        {
            if (len > length - position)
                throw new EndOfStreamException(ToString());

            new ReadOnlySpan<byte>(mapping.Start + position, len).CopyTo(b.AsSpan(offset, len));
            GC.KeepAlive(mapping);
            position += len;
        }

        public override void Seek(long pos) => position = pos;

        public override object Clone() => MemberwiseClone();

        protected override void Dispose(bool disposing)
        {
            // The mapping ends with its last view.
        }
    }
}
