namespace CustomerSearch.Elasticsearch.Rest;

/// <summary>
/// The nodes, taken in turn. One that fails is left alone for a time that grows with each failure in a row, and is
/// looked at before it is used again. Where all have failed they are tried all the same, and a single one is never
/// left alone.
/// </summary>
internal sealed class NodePool
{
    private static readonly TimeSpan FirstRest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(30);

    /// <summary>So many failures in a row are enough for the longest rest.</summary>
    private const int MostCounted = 10;

    private readonly TimeProvider clock;
    private readonly Node[] nodes;
    private int turn = -1;

    public NodePool(IEnumerable<Uri> addresses, TimeProvider clock)
    {
        this.clock = clock;
        nodes = [.. addresses.Select(address => new Node(address))];
    }

    public int Count => nodes.Length;

    /// <summary>The nodes to try for one request: the living in turn, then those that failed, the earliest due first.</summary>
    public IReadOnlyList<Node> InTurn()
    {
        if (nodes.Length == 1)
            return nodes;

        var first = (int)((uint)Interlocked.Increment(ref turn) % (uint)nodes.Length);
        var now = clock.GetUtcNow();
        return [.. nodes.Skip(first).Concat(nodes.Take(first))
            .OrderBy(node => node.RestsUntil <= now ? DateTimeOffset.MinValue : node.RestsUntil)];
    }

    /// <summary>Whether the node has failed and is due again: whoever wants it looks first.</summary>
    public bool IsToBeLookedAt(Node node) => nodes.Length > 1 && node.Failures > 0 && node.RestsUntil <= clock.GetUtcNow();

    public void Failed(Node node)
    {
        var rest = FirstRest * Math.Pow(2, node.Failures * 0.5);
        node.RestsUntil = clock.GetUtcNow() + (rest < LongestRest ? rest : LongestRest);
        node.Failures = Math.Min(node.Failures + 1, MostCounted);
    }

    public static void Answered(Node node)
    {
        node.Failures = 0;
        node.RestsUntil = DateTimeOffset.MinValue;
    }

    /// <summary>One node and how it did. Races between requests cost a look more or less, nothing else.</summary>
    internal sealed class Node(Uri address)
    {
        public Uri Address => address;

        public int Failures { get; set; }

        public DateTimeOffset RestsUntil { get; set; }
    }
}
