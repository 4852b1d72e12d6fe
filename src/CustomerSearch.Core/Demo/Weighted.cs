namespace CustomerSearch.Core.Demo;

/// <summary>Values of which some come more often than others; drawn in constant time.</summary>
internal sealed class Weighted<T>(IEnumerable<(T Value, int Weight)> choices)
{
    private readonly T[] drum = [.. choices.SelectMany(choice => Enumerable.Repeat(choice.Value, choice.Weight))];

    public T Pick(DemoRandom random) => drum[random.Below(drum.Length)];
}
