using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using CustomerSearch.Core.Names;
using CustomerSearch.Core.Search;

namespace CustomerSearch.Elasticsearch.Search;

/// <summary>
/// Says an <see cref="EngineQuery"/> in Elasticsearch's terms: a pure function. A hit's score is the greatest among the
/// constant scores that match, filters add 0; counts, lanes, facets and tallies come with the same request.
/// </summary>
/// <param name="query">The search.</param>
/// <param name="ways">What is known of lattices with too many ways.</param>
internal sealed class ElasticTranslator(EngineQuery query, FoundWays ways)
{
    public const string Lanes = "lanes";
    public const string Tallies = "tallies";

    /// <summary>
    /// Above the number of values of any field that is counted by: where it is not, the answer says so and is an error.
    /// </summary>
    private const int MostValues = 50_000;

    private const string RegexSyntax = ".?+*|{}[]()\"\\#@&<>~^$-";

    private readonly MatchQueries matches = new(ways);

    /// <summary>What the clauses find, by score, the best first.</summary>
    private readonly List<(int Score, List<JsonObject> Queries)> scored = ScoresOf(query, new MatchQueries(ways));

    /// <summary>The lanes that hits may have, the best first. The engine counts how many are in none of the first n.</summary>
    public IReadOnlyList<int> LanesAsked => [.. scored.Select(found => LaneScore.LaneOf(found.Score)).Distinct()];

    /// <summary>How the answer names the values of a field.</summary>
    public static string FacetsOf(SearchField field) => $"values of {field.Name}";

    public JsonObject Translate(TimeSpan deadline)
    {
        var body = new JsonObject
        {
            // One hit at least: it names the generation that answers.
            ["size"] = Math.Max(1, query.Size),
            ["timeout"] = $"{Math.Max(1, (long)deadline.TotalMilliseconds)}ms",
            ["track_total_hits"] = true,
            ["track_scores"] = query.Clauses.Count > 0,
            ["query"] = Query(),
            ["sort"] = Sort(),
            ["aggs"] = Aggregations(),
        };
        if (query is { Size: > 0, After: { } place })
            body["search_after"] = Queries.Array(place);
        return body;
    }

    /// <summary>
    /// Asks for everybody who may have a way through one of the lattices, with what stands in the streams, in order of id.
    /// </summary>
    public static JsonObject Candidates(EngineQuery query, IReadOnlyList<StreamLattice> lattices, int size, long? after)
    {
        var said = new MatchQueries(FoundWays.None);

        // Tallies count over the whole index; without them whoever is filtered away is of no use.
        var filters = query.Tallies.Count > 0 ? [] : query.Filters.Where(filter => !LatticePlan.HasLattice(filter)).Select(said.Of);
        var outlines = lattices.SelectMany(lattice => new LatticeWays(lattice.Lattice, priced: false).Outlines()
            .Select(way => MatchQueries.Of(IndexFields.NameOf(lattice.Stream), way)));
        var body = new JsonObject
        {
            ["size"] = size,
            ["track_total_hits"] = false,
            ["query"] = Queries.All([Queries.Living, .. filters, Queries.Either(outlines)]),
            ["stored_fields"] = Queries.Array(lattices.Select(lattice => IndexFields.NameOf(lattice.Stream)).Distinct()),
            ["sort"] = new JsonArray(Key(IndexFields.Id, "asc")),
        };
        if (after is { } id)
            body["search_after"] = new JsonArray(id);
        return body;
    }

    private JsonObject Query()
    {
        var filtered = Queries.All([Queries.Living, .. query.Filters.Select(matches.Of)]);
        if (query.Clauses.Count > 0)
            filtered["bool"]!["must"] = Queries.Best(scored.Select(found => Queries.Scored(Either(found.Queries), found.Score)));
        return filtered;
    }

    private JsonArray Sort()
    {
        if (query.Size == 0)
            return ["_doc"];

        return [.. query.Order.SelectMany(Keys), Key(IndexFields.Id, "asc")];
    }

    private static IEnumerable<JsonNode> Keys(EngineOrder order) => order switch
    {
        EngineOrder.Relevance =>
            [Key("_score", "desc"), Key(IndexFields.NameLength, "asc"), Key(IndexFields.LastContact, "desc")],
        EngineOrder.Value(var field, var descending) => [Key(IndexFields.NumberName(field), descending ? "desc" : "asc", missing: -1)],
        _ => throw new UnreachableException(),
    };

    private static JsonObject Key(string field, string direction, int? missing = null)
    {
        var key = new JsonObject { ["order"] = direction };
        if (missing is { } value)
            key["missing"] = value;
        return new JsonObject { [field] = key };
    }

    private JsonObject Aggregations()
    {
        var aggregations = new JsonObject();
        if (LanesLeft(LanesAsked) is { } lanes)
            aggregations[Lanes] = lanes;
        foreach (var field in query.Facets.GroupBy(facet => facet.Field, facet => facet.Prefix))
            aggregations[FacetsOf(field.Key)] = Values(field.Key, [.. field]);
        if (query.Tallies.Count > 0)
            aggregations[Tallies] = TalliesOverAll();
        return aggregations;
    }

    /// <summary>Each level holds who is in none of the lanes down to it; the last lane has the rest.</summary>
    private JsonObject? LanesLeft(IReadOnlyList<int> lanes)
    {
        if (lanes.Count < 2)
            return null;
        var here = scored.Where(found => LaneScore.LaneOf(found.Score) == lanes[0]).SelectMany(found => found.Queries);
        var left = new JsonObject { ["filter"] = Queries.None([Either(here)]) };
        if (LanesLeft([.. lanes.Skip(1)]) is { } further)
            left["aggs"] = new JsonObject { [Lanes] = further };
        return left;
    }

    /// <summary>The values of a field for all of its facets: a second one would walk the customers again.</summary>
    private static JsonObject Values(SearchField field, IReadOnlyList<string> prefixes)
    {
        var terms = new JsonObject { ["field"] = IndexFields.ExactName(field), ["size"] = MostValues };
        if (prefixes.All(prefix => prefix.Length > 0))
            terms["include"] = $"({string.Join('|', prefixes.Select(Literal))}).*";
        return new JsonObject { ["terms"] = terms };
    }

    private JsonObject TalliesOverAll() => new()
    {
        ["global"] = new JsonObject(),
        ["aggs"] = new JsonObject
        {
            [Tallies] = new JsonObject
            {
                ["filters"] = new JsonObject
                {
                    ["filters"] = new JsonArray(
                        [.. query.Tallies.Select(tally => Queries.All([Queries.Living, .. tally.Select(matches.Of)]))]),
                },
            },
        },
    };

    private static List<(int Score, List<JsonObject> Queries)> ScoresOf(EngineQuery query, MatchQueries matches) =>
        [.. query.Clauses.SelectMany(matches.Of).GroupBy(found => found.Score, found => found.Query)
            .Select(group => (group.Key, group.ToList())).OrderByDescending(group => group.Key)];

    /// <summary>A node has one parent, so what is said twice is copied.</summary>
    private static JsonObject Either(IEnumerable<JsonObject> queries) =>
        Queries.Either(queries.Select(one => one.DeepClone().AsObject()));

    private static string Literal(string text)
    {
        var literal = new StringBuilder(text.Length);
        foreach (var unit in text)
            literal.Append(RegexSyntax.Contains(unit, StringComparison.Ordinal) ? $"\\{unit}" : unit.ToString());
        return literal.ToString();
    }
}
