using CustomerSearch.Core.Names;
using CustomerSearch.Core.Search;
using CustomerSearch.Lucene.Indexing;
using Lucene.Net.Index;

namespace CustomerSearch.Lucene.Search;

/// <summary>
/// Answers a query over one snapshot. Lucene keeps terms, documents and positions; what a query makes of them is computed
/// here, window by window: conditions narrow the documents, the rarest last by reading a value for each that is left, and
/// the alternatives give those their scores. A hit's score is exactly the greatest among the alternatives that match.
/// </summary>
/// <param name="snapshot">What is searched.</param>
/// <param name="frequent">Keeps the documents of frequent terms.</param>
/// <param name="keepGoing">Called for each window; throws when the search must end.</param>
internal sealed class SnapshotSearch(Snapshot snapshot, FrequentTerms frequent, Action keepGoing)
{
    private readonly ulong[] among = new ulong[Window.Words];
    private readonly WindowScores scores = new();

    public EngineAnswer Answer(EngineQuery query)
    {
        var ranking = new Ranking(query);
        var clauses = Possible(query.Clauses);
        foreach (var segment in snapshot.Reader.Leaves)
        {
            ranking.Enter(segment);
            if (query.Clauses.Count == 0 || clauses.Count > 0)
                Search(new SegmentSearch(segment.AtomicReader, frequent), query, clauses, ranking);
        }

        var facets = new FacetCounter(frequent);
        return new EngineAnswer(
            ranking.TakeHits(),
            ranking.Count,
            ranking.Lanes,
            [.. query.Facets.Select(facet => facets.Count(facet, ranking.Hits))],
            new TallyCounter(frequent, keepGoing).Count(query.Tallies, snapshot.Reader),
            snapshot.Generation);
    }

    private void Search(SegmentSearch segment, EngineQuery query, List<ScoredClause> clauses, Ranking ranking)
    {
        List<Matcher> matchers = [.. clauses.Select(clause => segment.Match(clause.Score, clause.Match)).OfType<Matcher>()];
        if (query.Clauses.Count > 0 && matchers.Count == 0)
            return;

        // A range is asked last, for it reads a value for each document that everything else has let through.
        List<DocumentSet> conditions = [.. query.Filters.OrderBy(filter => filter is EngineFilter.Between).Select(segment.Set)];
        if (matchers.Count == 0 && segment.Tombstones is { } tombstones)
            conditions.Add(new Except(tombstones));
        var living = segment.Living;
        for (var window = 0; window < segment.Windows; window++)
        {
            keepGoing();
            segment.Fill(window, among);
            if (!Narrow(conditions, window, among))
                continue;
            if (matchers.Count > 0)
                scores.Score(matchers, window, among);
            living?.Narrow(window, among);
            ranking.Collect(window, among, matchers.Count > 0 ? scores : null);
        }
    }

    private static bool Narrow(List<DocumentSet> conditions, int window, Span<ulong> among)
    {
        foreach (var condition in conditions)
        {
            condition.Narrow(window, among);
            if (Window.IsEmpty(among))
                return false;
        }

        return true;
    }

    /// <summary>
    /// Best first and without those that cannot match because a term they need stands nowhere: most alternatives of a name
    /// ask for variants that no customer has, and each would be looked up in every segment.
    /// </summary>
    private List<ScoredClause> Possible(IReadOnlyList<ScoredClause> clauses) =>
        [.. clauses.Where(clause => IsPossible(clause.Match)).OrderByDescending(clause => clause.Score)];

    private bool IsPossible(EngineMatch match) => match switch
    {
        EngineMatch.Words(var stream, NameMatch.Term(var token)) => Has(stream, token),
        EngineMatch.Words(var stream, NameMatch.Phrase(var positions)) =>
            positions.All(position => position.Any(token => Has(stream, token))),
        _ => true,
    };

    private bool Has(TextStream stream, string token) => snapshot.Terms.Has(new Term(Schema.NameOf(stream), token));
}
