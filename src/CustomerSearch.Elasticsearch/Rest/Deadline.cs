namespace CustomerSearch.Elasticsearch.Rest;

/// <summary>The time that several requests share.</summary>
internal sealed class Deadline(TimeProvider clock, TimeSpan length)
{
    private readonly long began = clock.GetTimestamp();

    /// <summary>What is left of it; never less than nothing.</summary>
    public TimeSpan Left => length - clock.GetElapsedTime(began) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;
}
