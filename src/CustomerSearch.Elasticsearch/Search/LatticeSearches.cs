using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Search;
using CustomerSearch.Elasticsearch.Rest;

namespace CustomerSearch.Elasticsearch.Search;

/// <summary>Looks for the ways of lattices that are too many to be written out.</summary>
internal sealed class LatticeSearches(Sender sender)
{
    private const int PageSize = 1000;

    /// <param name="path">The search of the index that answers.</param>
    /// <param name="query">The search.</param>
    /// <param name="open">The lattices to look for.</param>
    /// <param name="deadline">How much time there is.</param>
    public async Task<FoundWays> RunAsync(
        string path, EngineQuery query, IReadOnlyList<StreamLattice> open, Deadline deadline, CancellationToken ct)
    {
        if (open.Count == 0)
            return FoundWays.None;

        var found = new FoundWays();
        foreach (var lattice in open)
            found.Of(lattice);
        long? after = null;
        while (true)
        {
            var body = ElasticTranslator.Candidates(query, open, PageSize, after);
            using var answer = await sender.SendAsync(RestRequest.Read(path, body), deadline, ct);
            AnswerReader.CheckWhole(answer.Json);
            var page = 0;
            foreach (var hit in AnswerReader.Hits(answer.Json))
            {
                after = hit.GetProperty("sort")[0].GetInt64();
                Walk(hit, new CustomerId(after.Value));
                page++;
            }

            if (page < PageSize)
                return found;
        }

        void Walk(System.Text.Json.JsonElement hit, CustomerId id)
        {
            if (!hit.TryGetProperty("fields", out var fields))
                return;
            foreach (var stream in open.GroupBy(lattice => lattice.Stream))
            {
                if (!fields.TryGetProperty(IndexFields.NameOf(stream.Key), out var lines))
                    continue;
                var positions = StreamText.Read(lines[0].GetString()!);
                foreach (var lattice in stream)
                    if (lattice.Lattice.PenaltyIn(positions) is { } penalty)
                        found.Add(lattice, id, penalty);
            }
        }
    }
}
