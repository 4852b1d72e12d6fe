namespace CustomerSearch.Core.Names;

/// <summary>Why a query finds a name.</summary>
/// <param name="Score">What the engine gives the same name: the greatest score of the clauses that match.</param>
/// <param name="Lane">1 to 12; the smaller, the better.</param>
/// <param name="Reason">The reason in Chinese, for people.</param>
/// <param name="Matched">Half-open ranges of code points in the raw name, in order, apart from one another.</param>
public sealed record NameHit(int Score, int Lane, string Reason, IReadOnlyList<(int Start, int End)> Matched);
