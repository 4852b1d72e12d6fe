using System.Diagnostics;
using System.Net;
using System.Text.Json;
using CustomerSearch.Core.Search;

namespace CustomerSearch.Elasticsearch.Rest;

/// <summary>
/// Sends a request to one node and, where that cannot be reached and the request may be repeated, to the next. It knows
/// nothing of what is asked.
/// </summary>
/// <remarks>Kept-alive connections that the server has closed meanwhile are the handler's business: it tries again by itself.</remarks>
internal sealed class Sender(HttpClient http, NodePool nodes, ServerCheck check)
{
    /// <exception cref="EngineUnavailableException">No node answered in time.</exception>
    /// <exception cref="RequestRefusedException">A node answered, with an error.</exception>
    public async Task<RestAnswer> SendAsync(RestRequest request, Deadline deadline, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        await check.PassAsync(c => AnyNodeAsync(RestRequest.Get(""), deadline, c), ct);
        using var response = await AnyNodeAsync(request, deadline, ct);
        return await ReadAsync(response, deadline, ct);
    }

    private async Task<HttpResponseMessage> AnyNodeAsync(RestRequest request, Deadline deadline, CancellationToken ct)
    {
        Exception? last = null;
        var candidates = nodes.InTurn();
        var tries = request.MayRepeat ? candidates.Count : 1;
        foreach (var node in candidates)
        {
            if (tries == 0)
                break;
            try
            {
                if (nodes.IsToBeLookedAt(node) && !await IsThereAsync(node, deadline, ct))
                    continue;

                // A node that hangs must not use up the time of those behind it.
                tries--;
                var response = await OneNodeAsync(node, request, tries > 0 ? deadline.Left / 2 : deadline.Left, ct);
                if (!IsDown(response.StatusCode))
                {
                    NodePool.Answered(node);
                    return response;
                }

                nodes.Failed(node);
                if (tries == 0)
                    return response;
                response.Dispose();
            }
            catch (Exception e) when (IsNoAnswer(e, ct))
            {
                nodes.Failed(node);
                last = e;
            }
        }

        throw new EngineUnavailableException("No node of Elasticsearch answered in time.", last);
    }

    private async Task<bool> IsThereAsync(NodePool.Node node, Deadline deadline, CancellationToken ct)
    {
        using var response = await OneNodeAsync(node, RestRequest.Repeatable(HttpMethod.Head, ""), deadline.Left / 2, ct);
        if (response.IsSuccessStatusCode)
            return true;
        nodes.Failed(node);
        return false;
    }

    private async Task<HttpResponseMessage> OneNodeAsync(NodePool.Node node, RestRequest request, TimeSpan time, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(time);
        using var message = request.MessageTo(node.Address, Activity.Current?.TraceId.ToHexString() ?? "customersearch");
        return await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
    }

    private static async Task<RestAnswer> ReadAsync(HttpResponseMessage response, Deadline deadline, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(deadline.Left);
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(limit.Token);
            if (!response.IsSuccessStatusCode)
                throw new RequestRefusedException((int)response.StatusCode, await ErrorTypeAsync(stream, limit.Token));
            return new RestAnswer(await JsonDocument.ParseAsync(stream, cancellationToken: limit.Token));
        }
        catch (Exception e) when (IsNoAnswer(e, ct) || e is JsonException)
        {
            throw new EngineUnavailableException("The answer of Elasticsearch could not be read to its end.", e);
        }
    }

    private static async Task<string> ErrorTypeAsync(Stream stream, CancellationToken ct)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(stream, cancellationToken: ct);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("error", out var error)
                && error.ValueKind == JsonValueKind.Object && error.TryGetProperty("type", out var type)
                ? type.GetString() ?? "none"
                : "none";
        }
        catch (JsonException)
        {
            // A proxy in between answers what it likes; the status says enough.
            return "none";
        }
    }

    private static bool IsDown(HttpStatusCode status) =>
        status is HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    private static bool IsNoAnswer(Exception e, CancellationToken ct) =>
        e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested);
}
