using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Search;

namespace CustomerSearch.Core.Indexing;

/// <summary>
/// What the index holds of one customer: what finding and ordering need and nothing else. No plain phone, e-mail, ID or
/// card number is ever in it.
/// </summary>
public sealed record CustomerDocument
{
    public required CustomerId Id { get; init; }

    /// <summary>Positions of the name, each with its alternative tokens.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Name { get; init; }

    /// <summary>Positions of the legal representative's name; empty where there is none.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> LegalRepresentative { get; init; }

    /// <summary>Positions of the remark's words; empty where there is none.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> Remark { get; init; }

    /// <summary>Code points of the folded name: the shorter comes first among equals.</summary>
    public required int NameLength { get; init; }

    /// <summary>Day number of the last contact, 0 where there was none: the later comes first among equals.</summary>
    public required int LastContactOn { get; init; }

    /// <summary>Values of the exact fields; a field with several values stands several times.</summary>
    public required IReadOnlyList<(SearchField Field, string Value)> Exact { get; init; }

    /// <summary>Values of the number and day fields; a field without a value is absent.</summary>
    public required IReadOnlyList<(SearchField Field, long Value)> Numbers { get; init; }

    /// <summary>
    /// Hash of everything above, below 2^31: two documents of one customer are equal when their hashes are.
    /// </summary>
    public required int ContentHash { get; init; }
}

/// <summary>What a writer does for one customer.</summary>
public abstract record IndexEntry
{
    private IndexEntry()
    {
    }

    public abstract CustomerId Id { get; }

    public sealed record Present(CustomerDocument Document) : IndexEntry
    {
        public override CustomerId Id => Document.Id;
    }

    /// <summary>
    /// The customer is gone; that it is gone is remembered with its version, so that a late older write loses.
    /// </summary>
    public sealed record Absent(CustomerId CustomerId) : IndexEntry
    {
        public override CustomerId Id => CustomerId;
    }
}
