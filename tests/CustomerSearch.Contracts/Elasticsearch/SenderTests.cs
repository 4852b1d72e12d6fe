using System.Net;
using CustomerSearch.Core.Search;
using CustomerSearch.Elasticsearch.Rest;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CustomerSearch.Contracts.Elasticsearch;

/// <summary>Which node is asked, when another one is, and what stops the program from asking at all.</summary>
public sealed class SenderTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly RuledNodes nodes = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nodes_are_asked_in_turn()
    {
        var sender = Over("a", "b", "c");
        for (var i = 0; i < 6; i++)
            await AskAsync(sender);

        Assert.Equal(["a", "b", "c"], Searches().Select(asked => asked[..1]).Distinct().Order());
        Assert.All(Searches().GroupBy(asked => asked[..1]), node => Assert.Equal(2, node.Count()));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadGateway)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.GatewayTimeout)]
    [InlineData(null)]
    public async Task A_read_that_a_node_fails_goes_to_the_next_and_the_node_is_left_alone(HttpStatusCode? status)
    {
        var sender = Over("a", "b");
        nodes.Let("b", request => status is { } code ? RuledNodes.Answer(code) : RuledNodes.Refused(request));
        for (var i = 0; i < 8; i++)
            await AskAsync(sender);

        Assert.Single(Searches(), asked => asked.StartsWith('b'));
        Assert.Equal(8, Searches().Count(asked => asked.StartsWith('a')));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.NotFound)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task Any_other_status_is_an_answer_and_no_second_node_is_asked(HttpStatusCode status)
    {
        var sender = Over("a", "b");
        foreach (var node in (string[])["a", "b"])
            nodes.Let(node, _ => RuledNodes.Answer(status, """{"error":{"type":"some_exception","reason":"says 王芳"}}"""));

        var refusal = await Assert.ThrowsAsync<RequestRefusedException>(() => AskAsync(sender));

        Assert.Single(Searches());
        Assert.Equal(((int)status, "some_exception"), (refusal.Status, refusal.Type));
        Assert.DoesNotContain("王芳", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_node_is_looked_at_when_it_is_due_and_longer_is_waited_each_time()
    {
        var sender = Over("a", "b");
        nodes.Let("b", RuledNodes.Refused);
        await AskAsync(sender);
        await AskAsync(sender);

        clock.Advance(TimeSpan.FromSeconds(59));
        nodes.Asked.Clear();
        await AskAsync(sender);
        await AskAsync(sender);
        Assert.DoesNotContain(nodes.Asked, asked => asked.StartsWith('b'));

        clock.Advance(TimeSpan.FromSeconds(2));
        await AskAsync(sender);
        await AskAsync(sender);
        Assert.Equal(["b HEAD /"], nodes.Asked.Where(asked => asked.StartsWith('b')));

        nodes.Asked.Clear();
        clock.Advance(TimeSpan.FromSeconds(61));
        await AskAsync(sender);
        await AskAsync(sender);
        Assert.DoesNotContain(nodes.Asked, asked => asked.StartsWith('b'));

        nodes.Let("b", _ => RuledNodes.Answer(HttpStatusCode.OK));
        clock.Advance(TimeSpan.FromSeconds(61));
        await AskAsync(sender);
        await AskAsync(sender);
        Assert.Contains("b POST /customers/_search", nodes.Asked);
    }

    [Fact]
    public async Task What_must_not_be_repeated_is_sent_to_one_node_only()
    {
        var sender = Over("a", "b");
        foreach (var node in (string[])["a", "b"])
            nodes.Let(node, RuledNodes.Refused);

        await Assert.ThrowsAsync<EngineUnavailableException>(() =>
            sender.SendAsync(RestRequest.Once(HttpMethod.Post, "_aliases", []), Time(), Ct));

        Assert.Single(nodes.Asked, asked => asked.EndsWith("POST /_aliases", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_every_node_is_down_the_search_is_unavailable_and_each_was_tried_once()
    {
        var sender = Over("a", "b", "c");
        foreach (var node in (string[])["a", "b", "c"])
            nodes.Let(node, RuledNodes.Refused);

        await Assert.ThrowsAsync<EngineUnavailableException>(() => AskAsync(sender));
        Assert.Equal(3, Searches().Count());

        nodes.Asked.Clear();
        nodes.Let("b", _ => RuledNodes.Answer(HttpStatusCode.OK));
        await AskAsync(sender);
    }

    [Fact]
    public async Task A_single_node_is_never_left_alone_however_often_it_fails()
    {
        const int often = 200;
        var sender = Over("a");
        nodes.Let("a", RuledNodes.Refused);
        for (var i = 0; i < often; i++)
            await Assert.ThrowsAsync<EngineUnavailableException>(() => AskAsync(sender));

        Assert.Equal(often, Searches().Count());
    }

    [Fact]
    public async Task What_is_not_Elasticsearch_or_too_old_is_said_plainly_and_asked_nothing()
    {
        (Func<HttpRequestMessage, HttpResponseMessage> Rule, string Says)[] strangers =
        [
            (_ => new HttpResponseMessage(HttpStatusCode.OK), "not Elasticsearch"),
            (_ => RuledNodes.Root("7.17.4"), "too old"),
            (_ => RuledNodes.Answer(HttpStatusCode.NotAcceptable), "does not speak"),
            (_ => RuledNodes.Answer(HttpStatusCode.OK, "<html>"), "which version"),
        ];
        foreach (var (rule, says) in strangers)
        {
            var sender = Over("a");
            nodes.Let("a", rule, rootToo: true);
            var refusal = await Assert.ThrowsAsync<EngineUnavailableException>(() => AskAsync(sender));
            Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        }

        Assert.Empty(Searches());
    }

    [Fact]
    public async Task Who_may_not_ask_what_it_is_may_still_search()
    {
        var sender = Over("a");
        nodes.Let("a", request => RuledNodes.Answer(
            request.Method == HttpMethod.Get ? HttpStatusCode.Forbidden : HttpStatusCode.OK), rootToo: true);

        await AskAsync(sender);
        await AskAsync(sender);

        Assert.Equal(2, Searches().Count());
        Assert.Single(nodes.Asked, asked => asked == "a GET /");
    }

    [Fact]
    public async Task Each_request_names_its_media_type_and_a_body_its_own()
    {
        var sender = Over("a");
        var seen = new List<string>();
        nodes.Let("a", request =>
        {
            seen.Add($"{request.Headers.Accept} {request.Content?.Headers.ContentType}");
            return RuledNodes.Answer(HttpStatusCode.OK);
        });

        await AskAsync(sender);
        using var answer = await sender.SendAsync(RestRequest.Bulk("x/_bulk", "{}\n"u8.ToArray()), Time(), Ct);

        const string json = "application/vnd.elasticsearch+json; compatible-with=8";
        Assert.Equal([$"{json} {json}", $"{json} {json.Replace("json;", "x-ndjson;", StringComparison.Ordinal)}"], seen);
    }

    private IEnumerable<string> Searches() => nodes.Asked.Where(asked => asked.EndsWith("_search", StringComparison.Ordinal));

    private Sender Over(params string[] names)
    {
        foreach (var name in names)
            nodes.Let(name, _ => RuledNodes.Answer(HttpStatusCode.OK));
        return new Sender(
            new HttpClient(nodes, disposeHandler: false), new NodePool(names.Select(name => new Uri($"http://{name}:9200")), clock),
            new ServerCheck(NullLogger.Instance));
    }

    private Deadline Time() => new(clock, TimeSpan.FromSeconds(2));

    private async Task AskAsync(Sender sender)
    {
        using var answer = await sender.SendAsync(RestRequest.Read("customers/_search", []), Time(), Ct);
    }
}
