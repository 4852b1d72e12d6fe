using System.Diagnostics;
using System.Text.Json.Nodes;
using CustomerSearch.Core.Names;
using CustomerSearch.Core.Search;

namespace CustomerSearch.Elasticsearch.Search;

/// <summary>Says matches and filters in the engine's terms. Pure.</summary>
/// <param name="ways">What is known of lattices with too many ways.</param>
internal sealed class MatchQueries(FoundWays ways)
{
    /// <summary>The most values of one <c>terms</c> query.</summary>
    private const int MostTerms = 65_536;

    /// <summary>What a clause finds, by score.</summary>
    public IEnumerable<(int Score, JsonObject Query)> Of(ScoredClause clause) => clause.Match switch
    {
        EngineMatch.Words(var stream, NameMatch.Lattice lattice) => Priced(new StreamLattice(stream, lattice))
            .Select(way => (clause.Score - way.Penalty, way.Query)),
        var match => [(clause.Score, Of(match))],
    };

    public JsonObject Of(EngineFilter filter) => filter switch
    {
        EngineFilter.AnyOf(var field, var values) => AnyOf(IndexFields.ExactName(field), values),
        EngineFilter.Between(var field, var from, var to) => Between(field, from, to),
        EngineFilter.Or(var conditions) => Queries.Either(conditions.Select(Of)),
        EngineFilter.Matches(var alternatives) => Queries.Either(alternatives.Select(Of)),
        EngineFilter.Not(var condition) => Queries.None([Of(condition)]),
        _ => throw new UnreachableException(),
    };

    /// <summary>A way of a lattice as a phrase.</summary>
    public static JsonObject Of(string field, LatticeWay way) => Phrase(field, way.Positions);

    private JsonObject Of(EngineMatch match) => match switch
    {
        EngineMatch.Value(var field, var text) => Queries.Term(IndexFields.ExactName(field), text),
        EngineMatch.Beginning(var field, var text) => Queries.Prefix(IndexFields.ExactName(field), text),
        EngineMatch.Words(var stream, NameMatch.Term(var token)) => Queries.Term(IndexFields.NameOf(stream), token),
        EngineMatch.Words(var stream, NameMatch.Phrase(var positions)) => Phrase(IndexFields.NameOf(stream), positions),
        EngineMatch.Words(var stream, NameMatch.Lattice lattice) => Unpriced(new StreamLattice(stream, lattice)),
        _ => throw new UnreachableException(),
    };

    private IEnumerable<(int Penalty, JsonObject Query)> Priced(StreamLattice lattice) => ways.TryGet(lattice, out var found)
        ? found.GroupBy(way => way.Value).Select(price => (price.Key, Ids(price.Select(way => way.Key.Value))))
        : new LatticeWays(lattice.Lattice, priced: true).All()
            .Select(way => (way.Penalty, Of(IndexFields.NameOf(lattice.Stream), way)));

    private JsonObject Unpriced(StreamLattice lattice) => ways.TryGet(lattice, out var found)
        ? Ids(found.Keys.Select(id => id.Value))
        : Queries.Either(new LatticeWays(lattice.Lattice, priced: false).All()
            .Select(way => Of(IndexFields.NameOf(lattice.Stream), way)));

    private static JsonObject Ids(IEnumerable<long> ids) =>
        Queries.Either(ids.Chunk(MostTerms).Select(some => Queries.Terms(IndexFields.Id, some)));

    private static JsonObject AnyOf(string field, IReadOnlyList<string> values) => values is [var only]
        ? Queries.Term(field, only)
        : Queries.Either(values.Chunk(MostTerms).Select(some => Queries.Terms(field, some)));

    private static JsonObject Between(SearchField field, long? from, long? to)
    {
        var name = IndexFields.NumberName(field);
        if (from is null && to is null)
            return Queries.Exists(name);
        if (IndexFields.TypeOf(field) != "integer")
            return Queries.Range(name, from, to);

        // What no integer reaches is nobody; what every integer reaches is open.
        return from > int.MaxValue || to < int.MinValue
            ? Queries.Nobody
            : Queries.Range(name, from < int.MinValue ? int.MinValue : from, to > int.MaxValue ? int.MaxValue : to);
    }

    /// <summary>
    /// Positions separated by blanks, alternatives by bars, as the analyzer of the streams takes them apart again; a bar
    /// alone is a gap.
    /// </summary>
    private static JsonObject Phrase(string field, IReadOnlyList<IReadOnlyList<string>?> positions) => positions switch
    {
        [[var token]] => Queries.Term(field, token),
        [{ } tokens] => Queries.Terms(field, tokens),
        _ => Queries.Phrase(field, StreamText.Of(positions)),
    };
}
