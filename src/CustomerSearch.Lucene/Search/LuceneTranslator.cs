using System.Diagnostics;
using CustomerSearch.Core.Names;
using CustomerSearch.Core.Search;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace CustomerSearch.Lucene.Search;

/// <summary>
/// Says an <see cref="EngineQuery"/> in Lucene's terms. Under <see cref="LaneSimilarity"/> a hit's score is exactly the
/// greatest score among its matching clauses; filters add 0.
/// </summary>
internal sealed class LuceneTranslator(KnownTerms known)
{
    /// <summary>Up to here a choice of terms stays lazy, so that a rare one can lead; above, it is a bit set.</summary>
    private const int LazyTerms = 16;

    private static readonly Query Tombstones = new TermQuery(new Term(Schema.Deleted, Schema.Tombstone));

    /// <summary>Every customer that is not gone.</summary>
    public static Query Everybody { get; } = new BooleanQuery(disableCoord: true)
    {
        { new MatchAllDocsQuery(), Occur.MUST }, { Tombstones, Occur.MUST_NOT },
    };

    /// <exception cref="ArgumentException">A field does not have the type that its condition needs.</exception>
    public Query Translate(EngineFilter filter) => Condition(filter);

    /// <exception cref="ArgumentException">A field does not have the type that its condition needs.</exception>
    public Query Translate(EngineQuery query)
    {
        var all = new BooleanQuery(disableCoord: true) { { Tombstones, Occur.MUST_NOT } };
        if (query.Clauses.Count > 0)
            all.Add(Best(query.Clauses), Occur.MUST);
        var ranges = new List<NumberRange>();
        foreach (var filter in query.Filters)
        {
            if (filter is EngineFilter.Between range)
                ranges.Add(Range(range));
            else if (filter is EngineFilter.Not(var condition))
                all.Add(Condition(condition), Occur.MUST_NOT);
            else
                all.Add(Scored(Condition(filter), 0), Occur.MUST);
        }

        if (all.Clauses.All(clause => clause.IsProhibited))
            all.Add(new MatchAllDocsQuery(), Occur.MUST);

        // A range is asked last, only for what everything else has let through: it reads a value for each.
        return ranges.Aggregate((Query)all, (inner, range) =>
            new FilteredQuery(inner, range, FilteredQuery.QUERY_FIRST_FILTER_STRATEGY));
    }

    private DisjunctionMaxQuery Best(IReadOnlyList<ScoredClause> clauses)
    {
        var best = new DisjunctionMaxQuery(tieBreakerMultiplier: 0);
        foreach (var (score, match) in clauses)
        {
            if (Match(match) is { } query)
                best.Add(Scored(query, score));
        }

        return best;
    }

    private static ConstantScoreQuery Scored(Query query, int score) => new(query) { Boost = score };

    /// <summary>
    /// Null for what cannot match because a term it needs stands nowhere: most clauses of a name query ask for variants
    /// that no customer has, and each would be looked up in every segment.
    /// </summary>
    private Query? Match(EngineMatch match) => match switch
    {
        EngineMatch.Value(var field, var text) => Existing(ExactTerm(field, text)),
        EngineMatch.Beginning(var field, var text) => new PrefixQuery(ExactTerm(field, text)),
        EngineMatch.Words(var stream, var words) => Words(Schema.NameOf(stream), words),
        _ => throw new UnreachableException(),
    };

    private TermQuery? Existing(Term term) => known.Has(term) ? new TermQuery(term) : null;

    private Query? Words(string field, NameMatch match) => match switch
    {
        NameMatch.Term(var token) => Existing(new Term(field, token)),
        NameMatch.Phrase(var positions) => Phrase(field, positions),
        _ => throw new UnreachableException(),
    };

    private Query? Phrase(string field, IReadOnlyList<IReadOnlyList<string>> positions)
    {
        var places = new Term[positions.Count][];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = [.. positions[i].Distinct(StringComparer.Ordinal).Select(token => new Term(field, token)).Where(known.Has)];
            if (places[i].Length == 0)
                return null;
        }

        if (places is [var only])
            return Either(only.Select(term => new TermQuery(term)));

        return Array.TrueForAll(places, place => place.Length == 1) ? Exactly(places) : OneOfEach(places);
    }

    private static PhraseQuery Exactly(Term[][] places)
    {
        var phrase = new PhraseQuery();
        foreach (var place in places)
            phrase.Add(place[0]);
        return phrase;
    }

    private static MultiPhraseQuery OneOfEach(Term[][] places)
    {
        var phrase = new MultiPhraseQuery();
        foreach (var place in places)
            phrase.Add(place);
        return phrase;
    }

    private Query Condition(EngineFilter filter) => filter switch
    {
        EngineFilter.AnyOf(var field, var values) => AnyOf(field, values),
        EngineFilter.Between range => new ConstantScoreQuery(Range(range)),
        EngineFilter.Or(var conditions) => Either(conditions.Select(Condition)),
        EngineFilter.Matches(var alternatives) => Either(alternatives.Select(Match).OfType<Query>()),
        EngineFilter.Not(var condition) => new BooleanQuery(disableCoord: true)
        {
            { new MatchAllDocsQuery(), Occur.MUST },
            { Condition(condition), Occur.MUST_NOT },
        },
        _ => throw new UnreachableException(),
    };

    private static Query AnyOf(SearchField field, IReadOnlyList<string> values)
    {
        var terms = values.Distinct(StringComparer.Ordinal).Select(value => ExactTerm(field, value)).ToList();
        return terms.Count <= LazyTerms
            ? Either(terms.Select(term => new TermQuery(term)))
            : new ConstantScoreQuery(new ManyTerms(field.Name, [.. terms.Select(term => term.Bytes).Order()]));
    }

    private static NumberRange Range(EngineFilter.Between range) => Schema.Numbers.Contains(range.Field)
        ? new NumberRange(range.Field.Name, range.From ?? long.MinValue, range.To ?? long.MaxValue)
        : throw new ArgumentException($"{range.Field.Name} is not a number or a day.", nameof(range));

    private static Term ExactTerm(SearchField field, string text) => Schema.Exact.Contains(field)
        ? new Term(field.Name, text)
        : throw new ArgumentException($"{field.Name} has no exact values.", nameof(field));

    private static BooleanQuery Either(IEnumerable<Query> alternatives)
    {
        var either = new BooleanQuery(disableCoord: true);
        foreach (var alternative in alternatives)
            either.Add(alternative, Occur.SHOULD);
        return either;
    }
}
