using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace CustomerSearch.Benchmarks;

/// <summary>Somebody who is signed in.</summary>
internal sealed class Person : IDisposable
{
    private readonly HttpClient http;

    public Person(Uri address, string token)
    {
        http = new HttpClient { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Task<JsonElement> SearchAsync(object body) => PostAsync("/api/v1/searches", body);

    /// <exception cref="HttpRequestException">It was refused.</exception>
    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public Task<JsonElement> GetAsync(string path) => http.GetFromJsonAsync<JsonElement>(path);

    public void Dispose() => http.Dispose();
}
