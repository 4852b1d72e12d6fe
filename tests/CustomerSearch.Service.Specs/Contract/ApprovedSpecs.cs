using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace CustomerSearch.Service.Specs.Contract;

/// <summary>The approved endpoints and the approved description of the API.</summary>
public sealed class ApprovedSpecs(RunningService service)
{
    [Fact]
    public void Every_endpoint_and_its_policy_is_approved()
    {
        var endpoints = service.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => Verbs(endpoint).Select(verb => new
            {
                verb, route = "/" + endpoint.RoutePattern.RawText!.Trim('/'), policy = PolicyOf(endpoint),
            }))
            .OrderBy(e => e.route, StringComparer.Ordinal).ThenBy(e => e.verb, StringComparer.Ordinal);

        Approved.AssertIs("endpoints.json", JsonSerializer.SerializeToNode(endpoints)!);
    }

    [Fact]
    public async Task The_description_of_the_API_is_approved()
    {
        using var nobody = service.Anonymous();

        Approved.AssertIs("openapi.json", JsonNode.Parse((await nobody.GetAsync("/swagger/v1/swagger.json")).Text)!);
    }

    [Fact]
    public async Task Without_a_session_everything_but_signing_in_and_health_is_refused()
    {
        using var nobody = service.Anonymous();
        foreach (var endpoint in service.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => PolicyOf(e) != "anonymous"))
        {
            var path = "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace("{**path}", "", StringComparison.Ordinal);
            path = System.Text.RegularExpressions.Regex.Replace(path, @"\{[^}]*\}", "1", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1));
            foreach (var verb in Verbs(endpoint))
            {
                var answer = await nobody.SendAsync(verb, path, verb == "GET" ? null : "{}");
                Assert.Equal((verb, path, HttpStatusCode.Unauthorized), (verb, path, answer.Status));
                Assert.Equal("urn:customer-search:not-signed-in", answer["type"].GetString());
            }
        }
    }

    [Fact]
    public async Task The_examples_of_the_description_work_when_they_are_sent()
    {
        using var nobody = service.Anonymous();
        var paths = (await nobody.GetAsync("/swagger/v1/swagger.json"))["paths"];
        var clerk = await service.AsAsync("clerk1");
        foreach (var path in (string[])["/api/v1/searches", "/api/v1/look-ups"])
        {
            var example = paths.GetProperty(path).GetProperty("post").GetProperty("requestBody").GetProperty("content")
                .GetProperty("application/json").GetProperty("example");
            Assert.Equal((path, HttpStatusCode.OK), (path, (await clerk.PostTextAsync(path, example.GetRawText())).Status));
        }
    }

    private static IEnumerable<string> Verbs(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    private static string PolicyOf(RouteEndpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return "anonymous";

        var named = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).OfType<string>().Distinct();
        return string.Join('+', named) is { Length: > 0 } policy ? policy : "signed in";
    }
}
