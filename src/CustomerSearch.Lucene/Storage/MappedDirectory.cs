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
        var mapping = Map(name);
        return new View(name, mapping, 0, mapping.Length);
    }

    /// <summary>Parts of a compound file, which small segments are: Lucene.NET's own slices each carry a buffer and copy.</summary>
    public override IndexInputSlicer CreateSlicer(string name, IOContext context) => new Slicer(Map(name));

    private Mapping Map(string name)
    {
        EnsureOpen();
        return new Mapping(Path.Combine(Directory.FullName, name));
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
            Length = new FileInfo(file).Length;
            // An empty file cannot be mapped, and has nothing to read.
            if (Length == 0)
                return;

            using var mapped = MemoryMappedFile.CreateFromFile(file, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
            accessor = mapped.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
            Start = (byte*)accessor.SafeMemoryMappedViewHandle.DangerousGetHandle() + accessor.PointerOffset;
        }

        /// <summary>Valid while this object is referred to.</summary>
        public byte* Start { get; }

        public long Length { get; }
    }

    private sealed class Slicer(Mapping mapping) : IndexInputSlicer
    {
        public override IndexInput OpenSlice(string sliceDescription, long offset, long length) =>
            offset >= 0 && length >= 0 && offset <= mapping.Length - length
                ? new View(sliceDescription, mapping, offset, length)
                : throw new EndOfStreamException(sliceDescription);

        [Obsolete("Only for reading compound files of Lucene 3.")]
        public override IndexInput OpenFullSlice() => OpenSlice("full-slice", 0, mapping.Length);

        protected override void Dispose(bool disposing)
        {
            // The mapping ends with its last view.
        }
    }

    /// <summary>A place in a part of a file; clones share the file and have places of their own.</summary>
    private sealed unsafe class View(string name, Mapping mapping, long start, long length) : IndexInput(name)
    {
        private readonly Mapping mapping = mapping;
        private long position;

        public override long Length => length;

        public override long Position => position;

        public override byte ReadByte()
        {
            if (position >= length)
                throw new EndOfStreamException(ToString());

            var value = mapping.Start[start + position++];
            GC.KeepAlive(mapping);
            return value;
        }

        public override void ReadBytes(byte[] b, int offset, int len)
        {
            if (len > length - position)
                throw new EndOfStreamException(ToString());

            new ReadOnlySpan<byte>(mapping.Start + start + position, len).CopyTo(b.AsSpan(offset, len));
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
