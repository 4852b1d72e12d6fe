using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;

namespace CustomerSearch.Service.Specs.Contract;

/// <summary>What a reader of the description of the API may rely on.</summary>
public sealed partial class DescriptionSpecs(RunningService service)
{
    [Fact]
    public async Task The_description_is_valid_OpenAPI()
    {
        var read = OpenApiDocument.Parse(await TextAsync(), "json");

        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        Assert.NotEmpty(read.Document!.Paths);
    }

    [Fact]
    public async Task Every_operation_says_in_a_sentence_what_it_does_and_names_its_parameters_as_the_contract_does()
    {
        foreach (var (path, operation) in await OperationsAsync())
        {
            Assert.True(operation["summary"]?.GetValue<string>().EndsWith('.') ?? false, path);
            foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
                Assert.Matches(CamelCase(), parameter!["name"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_body_made_of_the_examples_works_when_it_is_sent()
    {
        var customer = await service.AddCustomerAsync("clerk1", "叔梁纥", (_, _) => { });
        var clerk = await service.AsAsync("clerk1");
        var rx = (await clerk.LookUpAsync("叔梁纥")).Rx!;
        var document = JsonNode.Parse(await TextAsync())!;
        var sent = 0;
        foreach (var (path, operation) in await OperationsAsync("post"))
        {
            if (operation["requestBody"]?["content"]?["application/json"] is not { } content || path.EndsWith("/sign-in", StringComparison.Ordinal))
                continue;

            var body = content["example"] ?? Examples(document, content["schema"]!["$ref"]!.GetValue<string>());
            var place = path.Replace("{customerNo}", customer.Number, StringComparison.Ordinal).Replace("{rxNumber}", rx, StringComparison.Ordinal);
            if (place.Contains('{', StringComparison.Ordinal))
                continue;

            var answer = await (await service.AsAsync(AccountFor(path))).PostTextAsync(place, body.ToJsonString());
            Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Created, $"{path}: {answer.Status} {answer.Text}");
            sent++;
        }

        Assert.True(sent >= 5);
    }

    private static string AccountFor(string path) =>
        path.Contains("/records/", StringComparison.Ordinal) || path.EndsWith("/tags", StringComparison.Ordinal) && !path.Contains("/customers/", StringComparison.Ordinal)
            || path.EndsWith("/api-keys", StringComparison.Ordinal)
            ? "admin1" : "clerk1";

    private static JsonObject Examples(JsonNode document, string reference)
    {
        var body = new JsonObject();
        foreach (var (name, property) in document["components"]!["schemas"]![reference.Split('/')[^1]]!["properties"]!.AsObject())
        {
            if (property!["example"] is { } example)
                body[name] = example.DeepClone();
        }

        return body;
    }

    private async Task<string> TextAsync()
    {
        using var nobody = service.Anonymous();
        return (await nobody.GetAsync("/swagger/v1/swagger.json")).Text;
    }

    private async Task<IEnumerable<(string Path, JsonNode Operation)>> OperationsAsync(string? verb = null) =>
        JsonNode.Parse(await TextAsync())!["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Where(operation => verb is null || operation.Key == verb).Select(operation => (path.Key, operation.Value!)));

    [GeneratedRegex("^[a-z][A-Za-z0-9]*$", RegexOptions.None, 1000)]
    private static partial Regex CamelCase();
}
