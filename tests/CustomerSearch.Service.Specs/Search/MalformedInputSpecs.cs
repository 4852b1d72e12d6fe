using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace CustomerSearch.Service.Specs.Search;

/// <summary>What no client of ours would send: never a 500, always the field, always a record.</summary>
public sealed class MalformedInputSpecs(RunningService service)
{
    [Theory]
    [InlineData("""{ "purpose": "业务办理", "ranges": [null] }""", "ranges[0]")]
    [InlineData("""{ "purpose": "业务办理", "tags": { "all": [null] } }""", "tags.all[0]")]
    [InlineData("""{ "purpose": "业务办理", "tags": { "any": [null] } }""", "tags.any[0]")]
    [InlineData("""{ "purpose": "业务办理", "tags": { "any": [[null]] } }""", "tags.any[0][0]")]
    [InlineData("""{ "purpose": "业务办理", "tags": {} }""", "tags")]
    [InlineData("""{ "purpose": "业务办理", "filters": { "region": null } }""", "filters.region")]
    [InlineData("""{ "purpose": "业务办理", "filters": { "region": [null] } }""", "filters.region[0]")]
    [InlineData("""{ "purpose": "业务办理", "filters": { "": ["x"] } }""", "filters.")]
    [InlineData("""{ "purpose": "业务办理", "filters": { "city": ["a\u0000b"] } }""", "filters.city[0]")]
    [InlineData("""{ "purpose": "业务办理", "filters": { "status": ["成交客户"], "status": ["成交客户"] } }""", "filters.status")]
    [InlineData("""{ "purpose": "业务办理", "name": {} }""", "name.text")]
    [InlineData("""{ "purpose": "业务办理", "name": { "text": null } }""", "name.text")]
    [InlineData("""{ "purpose": "业务办理", "name": { "text": "王\u0007" } }""", "name.text")]
    [InlineData("""{ "purpose": "业务办理", "name": { "text": "\udc00王" } }""", "name.text")]
    [InlineData("""{ "purpose": "业务办理", "name": { "text": "王", "mode": "AUTO" } }""", "name.mode")]
    [InlineData("""{ "purpose": "业务办理", "keyword": "王", "sort": [null] }""", "sort[0]")]
    [InlineData("""{ "purpose": "业务办理", "keyword": "王", "facets": [null] }""", "facets[0]")]
    [InlineData("""{ "purpose": "业务办理", "keyword": "王", "remark": "a\u0000b" }""", "remark")]
    [InlineData("""{ "purpose": "业务办理", "keyword": "王", "pageSize": 99999999999 }""", "pageSize")]
    [InlineData("""{ "purpose": "业务办理", "keyword": "王", "pageSize": 1.5 }""", "pageSize")]
    [InlineData("""{ "purpose": "业务办理", "keyword": "王", "pageSize": 1e400 }""", "pageSize")]
    [InlineData("""{ "purpose": "业务办理", "keyword": ["王"] }""", "keyword")]
    [InlineData("""{ "purpose": " ", "keyword": "王" }""", "purpose")]
    [InlineData("""{ "Purpose": "业务办理", "purpose": "业务办理", "keyword": "王" }""", "purpose")]
    public async Task A_search_that_holds_what_it_may_not_names_the_place(string body, string field)
    {
        var answer = await (await service.AsAsync("clerk3")).PostTextAsync("/api/v1/searches", body);

        Assert.Equal((HttpStatusCode.BadRequest, "urn:customer-search:invalid"), (answer.Status, answer["type"].GetString()));
        Assert.Equal(field, Assert.Single(answer.Fields), ignoreCase: true);
        Assert.StartsWith("RX", answer.Rx, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lastOrderOn", "{}")]
    [InlineData("lastOrderOn", "[]")]
    [InlineData("lastOrderOn", "true")]
    [InlineData("lastOrderOn", "20260331")]
    [InlineData("lastOrderOn", "\"\"")]
    [InlineData("lastOrderOn", "\"2026-3-31\"")]
    [InlineData("lastOrderOn", "\"2026-02-29\"")]
    [InlineData("lastOrderOn", "\"2026-03-31T00:00:00+08:00\"")]
    [InlineData("lastOrderOn", "\"-99999d\"")]
    [InlineData("lastOrderOn", "\"-9999y\"")]
    [InlineData("lastOrderOn", "\"+9999M\"")]
    [InlineData("lastOrderOn", "\"－３０d\"")]
    [InlineData("lastOrderOn", "\"Today\"")]
    [InlineData("spend12mFen", "\"5000\"")]
    [InlineData("spend12mFen", "1e30")]
    [InlineData("spend12mFen", "0.5")]
    [InlineData("spend12mFen", "-1000000000000001")]
    [InlineData("birthday", "\"13-01\"")]
    [InlineData("birthday", "\"2-9\"")]
    [InlineData("birthday", "229")]
    public async Task An_end_that_is_none_is_refused(string field, string end)
    {
        var answer = await (await service.AsAsync("clerk3")).PostTextAsync(
            "/api/v1/searches", $$"""{ "purpose": "业务办理", "ranges": [ { "field": "{{field}}", "from": {{end}} } ] }""");

        Assert.Equal((HttpStatusCode.BadRequest, "ranges[0].from"), (answer.Status, Assert.Single(answer.Fields)));
    }

    [Fact]
    public async Task Bytes_that_are_no_JSON_are_refused_and_recorded()
    {
        byte[] good = Encoding.UTF8.GetBytes("""{ "q": "王", "purpose": "业务办理" }""");
        byte[][] bodies =
        [
            [], "  "u8.ToArray(), [0x00], [0xFF, 0xFE, 0x7B, 0x00], [.. good, (byte)'x'], good[..^3],
            [.. "{ \"q\": \""u8, 0xCD, 0xF5, .. "\", \"purpose\": \"x\" }"u8], [.. "{ \""u8, 0xCD, 0xF5, .. "\": 1 }"u8],
            [.. "{ \"q\": \""u8, 0xED, 0xA0, 0x80, .. "\" }"u8], Encoding.UTF8.GetBytes("{ 'q': '王' }"), "// c\n{}"u8.ToArray(), "{ \"q\": NaN }"u8.ToArray(),
        ];
        foreach (var body in bodies)
        {
            var answer = await SendAsync("/api/v1/look-ups", body, "application/json");
            Assert.Equal((Convert.ToHexString(body), HttpStatusCode.BadRequest), (Convert.ToHexString(body), answer.Status));
            Assert.StartsWith("RX", answer.Rx, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData(null)]
    public async Task A_body_of_another_type_is_415(string? type)
    {
        var answer = await SendAsync("/api/v1/searches", "{}"u8.ToArray(), type);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "urn:customer-search:unsupported-media-type"), (answer.Status, answer["type"].GetString()));
    }

    [Theory]
    [InlineData(64 * 1024, HttpStatusCode.BadRequest)]
    [InlineData((64 * 1024) + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task A_body_may_have_64_KiB(int length, HttpStatusCode status)
    {
        var body = Encoding.UTF8.GetBytes("{}".PadRight(length));

        Assert.Equal(status, (await SendAsync("/api/v1/look-ups", body, "application/json")).Status);
    }

    [Theory]
    [InlineData("/api/v1/searches?operator=%ED%A0%80", HttpStatusCode.OK)]
    [InlineData("/api/v1/searches?operator=%00", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/searches?pageSize=２", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/searches?pageSize=2&pageSize=3", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/searches?cursor=99999999999999999999", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/searches?from=0001-01-01&to=9999-12-31", HttpStatusCode.OK)]
    [InlineData("/api/v1/searches/RX20261399001", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/searches/OP20260101001", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/searches/RX2026010199999999", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/searches/%ED%A0%80", HttpStatusCode.NotFound)]
    public async Task What_stands_in_an_address_is_read_as_strictly(string path, HttpStatusCode status) =>
        Assert.Equal(status, (await (await service.AsAsync("clerk3")).GetAsync(path)).Status);

    [Theory]
    [InlineData("PUT", "/api/v1/searches")]
    [InlineData("DELETE", "/api/v1/searches/RX20260101001")]
    [InlineData("GET", "/api/v1/look-ups")]
    [InlineData("PATCH", "/api/v1/me")]
    public async Task A_verb_that_a_resource_does_not_know_is_405(string verb, string path)
    {
        using var http = await RawAsync();
        using var request = new HttpRequestMessage(new HttpMethod(verb), path);
        using var response = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Contains("urn:customer-search:method-not-allowed", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<Answer> SendAsync(string path, byte[] body, string? type)
    {
        using var http = await RawAsync();
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        using var response = await http.PostAsync(path, content);
        return new Answer(
            response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync());
    }

    private async Task<HttpClient> RawAsync()
    {
        var http = new HttpClient { BaseAddress = service.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await service.AsAsync("clerk3")).Token);
        return http;
    }
}
