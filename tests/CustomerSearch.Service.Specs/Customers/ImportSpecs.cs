using System.Net;
using System.Text;
using CustomerSearch.Core.Customers.Import;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Service.Specs.Customers;

public sealed class ImportSpecs(RunningService service)
{
    private const string Ndjson = "application/x-ndjson";

    [Fact]
    public async Task Good_rows_go_in_each_wrong_row_is_named_with_its_reason_and_one_record_tells_it()
    {
        using var system = await service.SystemAsync("customers");
        var (one, two, mobile) = (Sheets.Number(), Sheets.Number(), NewCustomer.Mobile());
        string[] lines =
        [
            Sheets.Line(("customerNo", one), ("name", "导入一"), ("owners", new[] { "clerk1" }), ("tags", new[] { "客户等级/VIP客户" }),
                ("consents", new[] { new { channel = "短信", state = "given" } })),
            "",
            "no json",
            Sheets.Line(("customerNo", null), ("gender", "其他"), ("contacts", Array.Empty<object>())),
            Sheets.Line(("tags", new[] { "行业/服务业" })),
            Sheets.Line(("name", "\ud800")),
            Sheets.Line(("customerNo", Sheets.Number("ED"))),
            Sheets.Line(("customerNo", two), ("contacts", new[] { new { type = "mobile", value = mobile } })),
            Sheets.Line(("contacts", new[] { new { type = "mobile", value = mobile } })),
            "{" + new string(' ', 70_000) + "}",
            Sheets.Line(("customerNo", two), ("city", "苏州")),
        ];

        var ended = await system.ImportAsync(string.Join("\r\n", lines), Ndjson);

        Assert.Equal(("finished", 2, 1, 0, 7), ended.Counts());
        Assert.Equal([(3, ""), (4, "contacts,customerNo,gender"), (5, "tags"), (6, "name"), (7, "customerNo"), (9, "mobile"), (10, "")], ended.Rejects());
        Assert.DoesNotContain(mobile, ended.GetRawText(), StringComparison.Ordinal);
        var import = ended.GetProperty("import");
        Assert.Equal((10, import.GetProperty("bytesTotal").GetInt64()), (import.GetProperty("rowsRead").GetInt64(), import.GetProperty("bytesRead").GetInt64()));
        var opened = await (await service.AsAsync("clerk1")).OpenAsync(one);
        Assert.Equal(("导入一", "given"), (opened.GetProperty("name").GetString(), opened.GetProperty("consents")[0].GetProperty("state").GetString()));
        Assert.Contains("客户等级/VIP客户", opened.GetProperty("tags").EnumerateArray().Select(t => t.GetString()));
        var records = (await (await service.AsAsync("auditor1")).GetAsync("/api/v1/operations?kind=import-customers&pageSize=200"))["items"];
        var record = Assert.Single(records.EnumerateArray(), r => r.GetProperty("criteria").GetProperty("import").GetInt64() == ended.GetProperty("id").GetInt64());
        Assert.Equal(("system1", 2, 7),
            (record.GetProperty("operator").GetProperty("userName").GetString(), record.GetProperty("criteria").GetProperty("created").GetInt32(), record.GetProperty("criteria").GetProperty("rejected").GetInt32()));
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_a_changed_row_changes_its_customer_alone()
    {
        using var system = await service.SystemAsync("customers");
        var lines = Enumerable.Range(0, 50).Select(_ => Sheets.Line(("idCardNo", NewCustomer.IdCard()), ("city", "上海"))).ToList();
        Assert.Equal(("finished", 50, 0, 0, 0), (await system.ImportAsync(string.Join('\n', lines), Ndjson)).Counts());

        Assert.Equal(("finished", 0, 0, 50, 0), (await system.ImportAsync(string.Join('\n', lines), Ndjson)).Counts());
        lines[7] = lines[7].Replace("\"city\":\"\\u4E0A\\u6D77\"", "\"city\":null", StringComparison.Ordinal);
        Assert.Equal(("finished", 0, 1, 49, 0), (await system.ImportAsync(string.Join('\n', lines), Ndjson)).Counts());
    }

    [Fact]
    public async Task One_file_sent_twice_at_once_and_two_files_at_once_double_and_lose_nothing()
    {
        using var system = await service.SystemAsync("customers");
        var (one, other) = (Lines(300), Lines(300));

        var ended = await Task.WhenAll(system.ImportAsync(one, Ndjson), system.ImportAsync(one, Ndjson), system.ImportAsync(other, Ndjson));

        Assert.All(ended, e => Assert.Equal(("finished", 0), (e.Counts().State, e.Counts().Rejected)));
        Assert.Equal(600, ended.Sum(e => e.Counts().Created));
        Assert.Equal(300, ended.Sum(e => e.Counts().Unchanged));

        static string Lines(int count) => string.Join('\n', Enumerable.Range(0, count).Select(_ => Sheets.Line()));
    }

    [Fact]
    public async Task Asked_twice_under_one_key_it_is_done_once_and_another_body_under_it_is_a_conflict()
    {
        using var system = await service.SystemAsync("customers");
        var (body, key) = (Encoding.UTF8.GetBytes(Sheets.Line()), Sheets.Number());

        var first = await system.ImportAsync(body, Ndjson, key);
        var again = await system.PostBytesAsync("/api/v1/imports", body, Ndjson, key);
        var other = await system.PostBytesAsync("/api/v1/imports", "{}"u8.ToArray(), Ndjson, key);

        Assert.Equal((HttpStatusCode.Accepted, first.GetProperty("id").GetInt64()), (again.Status, again["importId"].GetInt64()));
        Assert.Equal((HttpStatusCode.Conflict, "Idempotency-Key"), (other.Status, Assert.Single(other.Fields)));
    }

    [Fact]
    public async Task A_cancelled_import_stops_and_what_went_in_stays()
    {
        using var system = await service.SystemAsync("customers");
        var lines = string.Join('\n', Enumerable.Range(0, 5000).Select(_ => Sheets.Line()));
        var started = await system.PostBytesAsync("/api/v1/imports", Encoding.UTF8.GetBytes(lines), Ndjson);
        var path = $"/api/v1/imports/{started["importId"].GetInt64()}";

        var cancelled = await system.DeleteAsync(path);

        Assert.Equal(HttpStatusCode.NoContent, cancelled.Status);
        var ended = await system.WaitAsync(started["importId"].GetInt64());
        Assert.Equal("cancelled", ended.Counts().State);
        Assert.InRange(ended.Counts().Created, 0, 4999);
        Assert.Equal(HttpStatusCode.Conflict, (await system.DeleteAsync(path)).Status);
        await Task.Delay(300);
        Assert.Equal(ended.Counts(), (await system.WaitAsync(started["importId"].GetInt64())).Counts());
    }

    [Fact]
    public async Task A_form_from_a_browser_is_taken_by_the_ending_of_its_file()
    {
        using var system = await service.SystemAsync("customers");
        var csv = $"customerNo,kind,name,industry,sources,mobile\r\n{Sheets.Number()},individual,表单,服务业,展会,{NewCustomer.Mobile()}\r\n";
        var form = $"--b\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nx\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.CSV\"\r\nContent-Type: application/octet-stream\r\n\r\n{csv}\r\n--b--\r\n";

        Assert.Equal(("finished", 1, 0, 0, 0), (await system.ImportAsync(form, "multipart/form-data; boundary=b")).Counts());
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/pdf")]
    [InlineData("multipart/form-data; boundary=b")]
    [InlineData("")]
    public async Task What_is_none_of_the_three_is_a_415(string contentType)
    {
        using var system = await service.SystemAsync("customers");
        var answer = await system.PostBytesAsync("/api/v1/imports", "--b--\r\n"u8.ToArray(), contentType);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "urn:customer-search:unsupported-media-type"), (answer.Status, answer["type"].GetString()));
    }

    [Fact]
    public async Task Imports_are_their_senders_alone()
    {
        using var system = await service.SystemAsync("customers");
        using var events = await service.SystemAsync("events");
        var id = (await system.ImportAsync(Sheets.Line(), Ndjson)).GetProperty("id").GetInt64();

        Assert.Equal(HttpStatusCode.Forbidden, (await events.GetAsync($"/api/v1/imports/{id}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await service.AsAsync("admin1")).PostBytesAsync("/api/v1/imports", [], Ndjson)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await system.GetAsync("/api/v1/imports/999999")).Status);
    }

    [Fact]
    public async Task The_body_stands_sealed_until_the_import_has_ended()
    {
        var files = service.Get<ImportFiles>();
        var secret = new string('密', 100_000);
        var stored = await files.SaveAsync(new MemoryStream(Encoding.UTF8.GetBytes(secret)), CancellationToken.None);
        var path = System.IO.Path.Combine(service.Get<ImportFolder>().Path, stored.File + ".import");
        var import = new CustomerImport
        {
            Format = ImportFormat.Csv, File = stored.File, FileKey = stored.FileKey, BodyHash = stored.Hash, BytesTotal = stored.Bytes, StartedAt = default,
        };

        Assert.DoesNotContain("密密密", await File.ReadAllTextAsync(path), StringComparison.Ordinal);
        using (var reader = new StreamReader(files.Open(import)))
            Assert.Equal(secret, await reader.ReadToEndAsync());

        var bytes = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, bytes[..(64 * 1024 + 16)]);
        using (var cut = new StreamReader(files.Open(import)))
            await Assert.ThrowsAnyAsync<System.Security.Cryptography.CryptographicException>(() => cut.ReadToEndAsync());
        files.Delete(stored.File);

        using var system = await service.SystemAsync("customers");
        await system.ImportAsync(Sheets.Line(), Ndjson);
        await using var db = service.Get<IDatabase>().Open();
        var file = await db.CustomerImports.OrderByDescending(i => i.Id).Select(i => i.File).FirstAsync();
        Assert.False(File.Exists(System.IO.Path.Combine(service.Get<ImportFolder>().Path, file + ".import")));
    }
}
