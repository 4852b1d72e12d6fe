using System.Collections.Concurrent;

namespace CustomerSearch.Benchmarks;

/// <summary>How long each request took, in milliseconds, and how many failed, by the reason.</summary>
internal sealed class Timings
{
    private readonly ConcurrentBag<double> taken = [];
    private readonly ConcurrentDictionary<string, int> failed = [];

    public int Count => taken.Count;

    public IReadOnlyDictionary<string, int> Failed => failed;

    /// <summary>The time that this share of the requests stayed below.</summary>
    public double At(double quantile)
    {
        var sorted = taken.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * quantile))];
    }

    public void Add(TimeSpan time) => taken.Add(time.TotalMilliseconds);

    /// <summary>Forgets how long they took, and how many; failures stay.</summary>
    public void Forget() => taken.Clear();

    public void Fail(string reason) => failed.AddOrUpdate(reason, 1, (_, before) => before + 1);
}
