using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace CustomerSearch.Service.Specs;

/// <summary>An answer: its status, headers and JSON body.</summary>
internal sealed record Answer(HttpStatusCode Status, HttpResponseHeaders Headers, string? ContentType, string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public JsonElement this[string property] => Json.TryGetProperty(property, out var value)
        ? value
        : throw new Xunit.Sdk.XunitException($"There is no {property} in what was answered: {(int)Status} {Text}");

    public string? Rx => Json.TryGetProperty("rxNumber", out var number) ? number.GetString() : null;

    /// <summary>The names of the fields that the problem speaks of.</summary>
    public IEnumerable<string> Fields => Json.GetProperty("errors").EnumerateObject().Select(error => error.Name);

    public List<string> Numbers => [.. Json.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("customerNo").GetString()!)];
}

/// <summary>Speaks HTTP with the service, as one person or as nobody.</summary>
internal sealed class Client(Uri address) : IDisposable
{
    private readonly HttpClient http = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = address };

    public string? Token { get; private set; }

    public static async Task<Client> SignInAsync(Uri address, string userName, string password)
    {
        var client = new Client(address);
        var answer = await client.PostAsync("/api/v1/sign-in", new { userName, password });
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        client.Use(answer["accessToken"].GetString()!);
        return client;
    }

    public void Use(string token)
    {
        Token = token;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>As a system account, by its key.</summary>
    public void UseKey(string key) => http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("ApiKey", key);

    public Task<Answer> PatchAsync(string path, object body, string? etag) => SendAsync(HttpMethod.Patch, path, body, etag);

    public Task<Answer> DeleteAsync(string path, object? body = null, string? etag = null) => SendAsync(HttpMethod.Delete, path, body, etag);

    public Task<Answer> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, body, null);

    public void Header(string name, string value) => http.DefaultRequestHeaders.Add(name, value);

    public async Task<Answer> GetAsync(string path) => await ReadAsync(await http.GetAsync(path));

    public Task<Answer> PostAsync(string path, object body) => PostTextAsync(path, body as string ?? JsonSerializer.Serialize(body));

    public async Task<Answer> PostTextAsync(string path, string body, string contentType = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, contentType);
        return await ReadAsync(await http.PostAsync(path, content));
    }

    public async Task<Answer> SendAsync(string verb, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), path);
        if (body is not null)
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");

        return await ReadAsync(await http.SendAsync(request));
    }

    public async Task<Answer> PostBytesAsync(string path, byte[] body, string contentType, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        if (idempotencyKey is not null)
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        return await ReadAsync(await http.SendAsync(request));
    }

    public Task<Answer> LookUpAsync(string q, string purpose = "业务办理", int? pageSize = null) =>
        PostAsync("/api/v1/look-ups", new { q, purpose, pageSize = pageSize ?? 20 });

    public Task<Answer> SearchAsync(object body) => PostAsync("/api/v1/searches", body);

    public void Dispose() => http.Dispose();

    private async Task<Answer> SendAsync(HttpMethod method, string path, object? body, string? etag)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        if (etag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", etag);
        return await ReadAsync(await http.SendAsync(request));
    }

    private static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            return new Answer(
                response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsStringAsync());
        }
    }
}
