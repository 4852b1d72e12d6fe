using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;

namespace CustomerSearch.Service.Specs.Customers;

/// <summary>Makes files to import, sends them, and waits for their end.</summary>
internal static class Sheets
{
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static int running = Random.Shared.Next(1, 500_000);

    /// <summary>A customer number that no other test has.</summary>
    public static string Number(string code = "BS") => $"{code}1998{Interlocked.Increment(ref running) + 1000}";

    public static string Line(params (string Field, object? Value)[] changes)
    {
        var body = NewCustomer.Individual("导入", [("customerNo", Number()), ("industry", "服务业"), .. changes]);
        return JsonSerializer.Serialize(body);
    }

    /// <summary>A workbook of one sheet with these cells, each as it stands in the sheet's XML behind the reference.</summary>
    public static byte[] Workbook(string rows, string? behind = null, int sheets = 1, Action<ZipArchive>? more = null)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
            var names = string.Concat(Enumerable.Range(1, sheets).Select(i => $"""<sheet name="s{i}" sheetId="{i}" r:id="rId{i}"/>"""));
            Write(zip, "xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{names}</sheets></workbook>""");
            var relations = string.Concat(Enumerable.Range(1, sheets).Select(i => $"""<Relationship Id="rId{i}" Type="x" Target="worksheets/sheet{i}.xml"/>"""));
            Write(zip, "xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>""");
            for (var i = 1; i <= sheets; i++)
                Write(zip, $"xl/worksheets/sheet{i}.xml", $"""<worksheet xmlns="{Main}"><sheetData>{rows}</sheetData>{behind}</worksheet>""");
            more?.Invoke(zip);
        }

        return stream.ToArray();
    }

    public static void Write(ZipArchive zip, string path, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(path).Open(), new UTF8Encoding(false));
        writer.Write(text);
    }

    /// <summary>A row of texts; what begins with &lt; is a cell of its own making, without its reference.</summary>
    public static string Row(int number, params string[] cells) => $"<row r=\"{number}\">" + string.Concat(cells.Select((cell, i) =>
        cell.StartsWith('<') ? cell.Replace("<c", $"<c r=\"{(char)('A' + i)}{number}\"", StringComparison.Ordinal)
            : $"<c r=\"{(char)('A' + i)}{number}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>")) + "</row>";

    public static async Task<JsonElement> ImportAsync(this Client system, byte[] body, string contentType, string? key = null)
    {
        var started = await system.PostBytesAsync("/api/v1/imports", body, contentType, key);
        Assert.True(started.Status == HttpStatusCode.Accepted, started.Text);
        return await system.WaitAsync(started["importId"].GetInt64());
    }

    public static Task<JsonElement> ImportAsync(this Client system, string body, string contentType) =>
        system.ImportAsync(Encoding.UTF8.GetBytes(body), contentType);

    /// <summary>The import when it has ended, with its id and rejects.</summary>
    public static async Task<JsonElement> WaitAsync(this Client system, long id)
    {
        for (var i = 0; i < 600; i++)
        {
            var import = (await system.GetAsync($"/api/v1/imports/{id}")).Json;
            if (import.GetProperty("state").GetString() is not ("queued" or "running"))
                return JsonSerializer.SerializeToElement(new { id, import, rejects = await system.RejectsAsync(id) });

            await Task.Delay(50);
        }

        throw new TimeoutException("The import did not end within half a minute.");
    }

    public static (string? State, long Created, long Updated, long Unchanged, long Rejected) Counts(this JsonElement ended)
    {
        var import = ended.GetProperty("import");
        return (import.GetProperty("state").GetString(), import.GetProperty("created").GetInt64(), import.GetProperty("updated").GetInt64(),
            import.GetProperty("unchanged").GetInt64(), import.GetProperty("rejected").GetInt64());
    }

    /// <summary>Row and fields of each reject.</summary>
    public static IEnumerable<(long Row, string Fields)> Rejects(this JsonElement ended) => ended.GetProperty("rejects").EnumerateArray()
        .Select(r => (r.GetProperty("row").GetInt64(), string.Join(',', r.GetProperty("errors").EnumerateObject().Select(e => e.Name))));

    private static async Task<List<JsonElement>> RejectsAsync(this Client system, long id)
    {
        var answer = await system.GetAsync($"/api/v1/imports/{id}/rejects");
        Assert.Equal("application/x-ndjson", answer.ContentType);
        return [.. answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }
}
