using CustomerSearch.Core.Customers;

namespace CustomerSearch.Lucene.Search;

/// <summary>Where a hit stands among others: greatest score, shorter name, later last contact, smaller id.</summary>
internal readonly record struct Rank(int Score, int NameLength, int LastContactOn, CustomerId Id)
{
    /// <summary>The last comes first, as a heap that drops its worst needs it.</summary>
    public static Comparer<Rank> WorstFirst { get; } = Comparer<Rank>.Create(static (left, right) =>
    {
        var order = left.Score.CompareTo(right.Score);
        if (order == 0)
            order = right.NameLength.CompareTo(left.NameLength);
        if (order == 0)
            order = left.LastContactOn.CompareTo(right.LastContactOn);
        return order == 0 ? right.Id.CompareTo(left.Id) : order;
    });
}
