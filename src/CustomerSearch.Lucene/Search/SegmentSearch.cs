using System.Diagnostics;
using CustomerSearch.Core.Names;
using CustomerSearch.Core.Search;
using Lucene.Net.Index;

namespace CustomerSearch.Lucene.Search;

/// <summary>Says the conditions and alternatives of a query in the terms of one segment.</summary>
internal sealed class SegmentSearch(AtomicReader segment, FrequentTerms frequent)
{
    private readonly SegmentTerms terms = new(segment, frequent);

    /// <summary>How many windows it has.</summary>
    public int Windows => Window.CountOf(segment.MaxDoc);

    /// <summary>Every document of a window.</summary>
    public void Fill(int window, Span<ulong> all)
    {
        all.Fill(ulong.MaxValue);
        var last = segment.MaxDoc - (window * Window.Size);
        if (last >= Window.Size)
            return;
        all[(last / 64)..].Clear();
        if (last % 64 != 0)
            all[last / 64] = (1ul << last) - 1;
    }

    /// <summary>What leaves whoever was deleted since out; null where nobody was.</summary>
    public DocumentSet? Living => segment.LiveDocs is { } live ? new Living(live) : null;

    /// <summary>Customers that are gone.</summary>
    public DocumentSet? Tombstones =>
        terms.Open(Schema.Deleted, Schema.Tombstone) is { } tombstones ? new HavingTerms([tombstones]) : null;

    /// <exception cref="ArgumentException">A field does not have the type that its condition needs.</exception>
    public DocumentSet Set(EngineFilter filter) => filter switch
    {
        EngineFilter.AnyOf(var field, var values) => Having(field, values.Distinct(StringComparer.Ordinal)),
        EngineFilter.Between range => Range(range),
        EngineFilter.Or(var conditions) => new Either([.. conditions.Select(Set)]),
        EngineFilter.Matches(var alternatives) => new Matching([.. alternatives.Select(match => Match(0, match)).OfType<Matcher>()]),
        EngineFilter.Not(var condition) => new Except(Set(condition)),
        _ => throw new UnreachableException(),
    };

    /// <returns>Null where the segment has no match.</returns>
    /// <exception cref="ArgumentException">A field does not have the type that its condition needs.</exception>
    public Matcher? Match(int score, EngineMatch match) => match switch
    {
        EngineMatch.Value(var field, var text) => terms.Open(Checked(field), text) is { } term ? Of(score, term) : null,
        EngineMatch.Beginning(var field, var text) => terms.Beginning(Checked(field), text) is { } found
            ? new SetMatcher(score, new Gathered(found)) : null,
        EngineMatch.Words(var stream, NameMatch.Term(var token)) =>
            terms.Open(Schema.NameOf(stream), token) is { } term ? Of(score, term) : null,
        EngineMatch.Words(var stream, NameMatch.Phrase(var positions)) => Lattice(score, stream, ChainOf(positions)),
        EngineMatch.Words(var stream, NameMatch.Lattice lattice) => Lattice(score, stream, lattice),
        _ => throw new UnreachableException(),
    };

    private static SetMatcher Of(int score, TermDocuments term) => new(score, new HavingTerms([term]));

    private LatticeMatcher? Lattice(int score, TextStream stream, NameMatch.Lattice lattice)
    {
        var ends = Schema.EndOf(stream) is { } field ? segment.GetNumericDocValues(field) : null;
        return SegmentLattice.Of(lattice, Schema.NameOf(stream), terms, ends) is { } usable ? new(score, usable) : null;
    }

    /// <summary>A phrase is a lattice with one way through each choice.</summary>
    private static NameMatch.Lattice ChainOf(IReadOnlyList<IReadOnlyList<string>> positions)
    {
        var steps = new List<LatticeStep>(positions.Count);
        for (var at = 0; at < positions.Count; at++)
            foreach (var token in positions[at])
                steps.Add(new LatticeStep(at, at + 1, token, Length: 1, Penalty: 0));
        return new(positions.Count + 1, steps);
    }

    private DocumentSet Having(SearchField field, IEnumerable<string> values)
    {
        var found = values.Select(value => terms.Open(Checked(field), value)).OfType<TermDocuments>().ToList();
        return found.Count == 0 ? Nobody.Instance : new HavingTerms(found);
    }

    private DocumentSet Range(EngineFilter.Between range)
    {
        if (!Schema.Numbers.Contains(range.Field))
            throw new ArgumentException($"{range.Field.Name} is not a number or a day.", nameof(range));
        return segment.GetNumericDocValues(range.Field.Name) is { } values
            ? new HavingValue(
                values, segment.GetDocsWithField(range.Field.Name), range.From ?? long.MinValue, range.To ?? long.MaxValue)
            : Nobody.Instance;
    }

    private static string Checked(SearchField field) => Schema.Exact.Contains(field)
        ? field.Name
        : throw new ArgumentException($"{field.Name} has no exact values.", nameof(field));
}
