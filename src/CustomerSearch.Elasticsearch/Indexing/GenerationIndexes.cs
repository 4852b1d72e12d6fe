using System.Globalization;
using System.Text.Json.Nodes;
using CustomerSearch.Core.Search;
using CustomerSearch.Elasticsearch.Rest;

namespace CustomerSearch.Elasticsearch.Indexing;

/// <summary>
/// Makes, promotes and removes generations. Nothing here is sent twice: after an answer that is not known, what stands
/// there is read, and that decides.
/// </summary>
internal sealed class GenerationIndexes(Sender sender, GenerationNames names, ElasticsearchOptions options, TimeProvider clock)
{
    private Deadline Deadline => new(clock, TimeSpan.FromMilliseconds(options.WriteTimeoutMs));

    /// <summary>The indexes that the search alias points at.</summary>
    public async Task<IReadOnlyList<string>> SearchedAsync(CancellationToken ct)
    {
        try
        {
            using var answer = await sender.SendAsync(RestRequest.Get($"_alias/{names.Search}"), Deadline, ct);
            return [.. answer.Json.EnumerateObject().Select(index => index.Name)];
        }
        catch (RequestRefusedException e) when (e.Status == 404)
        {
            return [];
        }
    }

    /// <summary>The number of every generation that stands.</summary>
    public async Task<IReadOnlyList<int>> ListAsync(CancellationToken ct)
    {
        using var answer = await sender.SendAsync(RestRequest.Get($"{names.Search}-*?features=aliases"), Deadline, ct);
        return [.. answer.Json.EnumerateObject().Select(index => names.NumberOf(index.Name)).OfType<int>().Order()];
    }

    /// <summary>How many shards a generation has.</summary>
    public async Task<int> ShardsOfAsync(int generation, CancellationToken ct)
    {
        using var answer = await sender.SendAsync(RestRequest.Get($"{names.IndexOf(generation)}/_settings"), Deadline, ct);
        var settings = answer.Json.GetProperty(names.IndexOf(generation)).GetProperty("settings").GetProperty("index");
        return int.Parse(settings.GetProperty("number_of_shards").GetString()!, CultureInfo.InvariantCulture);
    }

    /// <summary>The hash of the definition that an index was made by, and whether it still has the alias it is written by.</summary>
    public async Task<(string? Schema, bool CanBeWritten)> LookAsync(int generation, CancellationToken ct)
    {
        using var answer = await sender.SendAsync(
            RestRequest.Get($"{names.IndexOf(generation)}?features=aliases,mappings"), Deadline, ct);
        var index = answer.Json.GetProperty(names.IndexOf(generation));
        var schema = index.GetProperty("mappings").TryGetProperty("_meta", out var meta)
            && meta.TryGetProperty(IndexDefinition.HashKey, out var hash) ? hash.GetString() : null;
        return (schema, index.GetProperty("aliases").TryGetProperty(names.WriteAliasOf(generation), out _));
    }

    public async Task CreateAsync(int generation, CancellationToken ct)
    {
        await DropAsync(generation, ct);
        var body = IndexDefinition.Body(options.Shards, options.Replicas);
        body["aliases"] = new JsonObject { [names.WriteAliasOf(generation)] = new JsonObject() };
        using var made = await sender.SendAsync(RestRequest.Once(HttpMethod.Put, names.IndexOf(generation), body), Deadline, ct);
        await AwaitShardsAsync(generation, ct);
    }

    /// <summary>Removes a generation for good; no error where it is gone.</summary>
    public async Task DropAsync(int generation, CancellationToken ct)
    {
        try
        {
            using var gone = await sender.SendAsync(
                RestRequest.Repeatable(HttpMethod.Delete, names.IndexOf(generation)), Deadline, ct);
        }
        catch (RequestRefusedException e) when (e.Status == 404)
        {
            // It is gone, which is what was wanted.
        }
    }

    /// <summary>Waits until every first copy of its shards is there.</summary>
    /// <exception cref="EngineUnavailableException">They did not come in time.</exception>
    public async Task AwaitShardsAsync(int generation, CancellationToken ct)
    {
        var path = $"_cluster/health/{names.IndexOf(generation)}?wait_for_status=yellow&timeout={options.WriteTimeoutMs / 2}ms";
        try
        {
            using var answer = await sender.SendAsync(RestRequest.Get(path), Deadline, ct);
        }
        catch (RequestRefusedException e) when (e.Status == 408)
        {
            throw new EngineUnavailableException($"Generation {generation} of the index has shards that are not there.", e);
        }
    }

    /// <summary>Everything written so far becomes searchable.</summary>
    public async Task RefreshAsync(int generation, CancellationToken ct)
    {
        using var answer = await sender.SendAsync(
            RestRequest.Repeatable(HttpMethod.Post, $"{names.WriteAliasOf(generation)}/_refresh"), Deadline, ct);
        AnswerShards.Check(answer.Json);
    }

    /// <summary>Lets the search alias point at this generation and at no other, in one step.</summary>
    /// <exception cref="EngineUnavailableException">It does not, whatever was answered.</exception>
    public async Task PromoteAsync(int generation, CancellationToken ct)
    {
        var index = names.IndexOf(generation);
        var before = await SearchedAsync(ct);
        if (before is [var only] && only == index)
            return;

        var actions = new JsonArray([.. before.Where(old => old != index).Select(old => Action("remove", old))]);
        actions.Add(Action("add", index));
        EngineUnavailableException? unknown = null;
        try
        {
            using var moved = await sender.SendAsync(
                RestRequest.Once(HttpMethod.Post, "_aliases", new JsonObject { ["actions"] = actions }), Deadline, ct);
        }
        catch (EngineUnavailableException e)
        {
            unknown = e;
        }

        if (await SearchedAsync(ct) is not [var now] || now != index)
            throw new EngineUnavailableException($"Generation {generation} of the index was not promoted.", unknown);
    }

    private JsonObject Action(string what, string index)
    {
        var action = new JsonObject { ["index"] = index, ["alias"] = names.Search };
        if (what == "remove")
            action["must_exist"] = true;
        return new JsonObject { [what] = action };
    }
}
