using System.IO.Compression;
using System.Text;
using System.Xml;

namespace CustomerSearch.Core.Customers.Import;

/// <summary>
/// The parts of a workbook, each read as a stream that ends in an error where it unpacks to more than a workbook does.
/// </summary>
internal sealed class XlsxBook : IDisposable
{
    private const int MostEntries = 10_000;
    private const long AlwaysAllowed = 64L * 1024 * 1024;
    private const long MostRatio = 100;
    private const long MostTextBytes = 256L * 1024 * 1024;
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly ZipArchive archive;
    private readonly string sheet;

    private XlsxBook(ZipArchive archive)
    {
        this.archive = archive;
        sheet = SheetPath();
    }

    /// <exception cref="ImportUnreadableException">It is no workbook, or one of several sheets.</exception>
    public static XlsxBook Open(Stream stream) => Reading(() =>
    {
        var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        return zip.Entries.Count <= MostEntries
            ? new XlsxBook(zip)
            : throw new ImportUnreadableException("The workbook has more parts than a workbook has.");
    });

    public XmlReader Sheet() => Part(sheet);

    /// <summary>The texts that cells name by their place; a sheet may have none.</summary>
    public List<string> Texts()
    {
        List<string> texts = [];
        if (archive.GetEntry("xl/sharedStrings.xml") is not { } entry)
            return texts;
        if (entry.Length > MostTextBytes)
            throw new ImportUnreadableException("The workbook has too many different texts; send it as CSV.");

        using var xml = Part(entry.FullName);
        var (text, isPhonetic) = (new StringBuilder(), false);
        while (Reading(xml.Read))
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si", IsEmptyElement: true })
                texts.Add("");
            else if (xml is { NodeType: XmlNodeType.EndElement, LocalName: "si" })
                texts.Add(Take(text));
            else if (xml.LocalName == "rPh" && xml.NodeType is XmlNodeType.Element or XmlNodeType.EndElement)
                isPhonetic = xml.LocalName == "rPh" && xml.NodeType == XmlNodeType.Element;
            else if (!isPhonetic && xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
                text.Append(xml.Value);
        }

        return texts;
    }

    public void Dispose() => archive.Dispose();

    /// <summary>What is no ZIP and no XML is the sender's fault, however it shows.</summary>
    public static T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is InvalidDataException or XmlException)
        {
            throw new ImportUnreadableException("The file is no workbook, or a damaged one.");
        }
    }

    private static string Take(StringBuilder text)
    {
        var taken = text.ToString();
        text.Clear();
        return taken;
    }

    private string SheetPath()
    {
        List<string> visible = [];
        using (var xml = Part("xl/workbook.xml"))
        {
            while (xml.Read())
            {
                if (xml is { NodeType: XmlNodeType.Element, LocalName: "sheet" } && xml.GetAttribute("state") is null or "visible")
                    visible.Add(xml.GetAttribute("id", Relations) ?? "");
            }
        }

        if (visible.Count != 1)
            throw new ImportUnreadableException($"The workbook shows {visible.Count} sheets; leave one, or hide the others.");

        using var relations = Part("xl/_rels/workbook.xml.rels");
        while (relations.Read())
        {
            if (relations is { NodeType: XmlNodeType.Element, LocalName: "Relationship" }
                && relations.GetAttribute("Id") == visible[0] && relations.GetAttribute("Target") is { } target)
                return target.StartsWith('/') ? target[1..] : $"xl/{target}";
        }

        throw new ImportUnreadableException("The file is no workbook, or a damaged one.");
    }

    private XmlReader Part(string path)
    {
        var entry = archive.GetEntry(path) ?? throw new ImportUnreadableException("The file is no workbook, or a damaged one.");
        var most = Math.Max(AlwaysAllowed, entry.CompressedLength * MostRatio);
        return XmlReader.Create(new BoundedStream(entry.Open(), most), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true, CheckCharacters = false,
        });
    }
}

/// <summary>A stream that may not be longer than it should: a small file can unpack to one without end.</summary>
internal sealed class BoundedStream(Stream inner, long most) : Stream
{
    private long read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => read;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var got = inner.Read(buffer, offset, count);
        read += got;
        return read <= most ? got : throw new ImportUnreadableException("The file unpacks to far more than it is; it was not read on.");
    }

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();

        base.Dispose(disposing);
    }
}
