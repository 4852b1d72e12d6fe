using System.Text.Json.Serialization;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Tags;

/// <summary>How many customers a draft moves, and from which tag to which.</summary>
/// <param name="Version">The draft.</param>
/// <param name="Against">The version in force.</param>
/// <param name="Day">The business day on which both were computed.</param>
/// <param name="Customers">How many were looked at: all.</param>
/// <param name="Moved">How many of them change their tag.</param>
/// <param name="Moves">The most frequent first.</param>
public sealed record RulePreview(int Version, int Against, DateOnly Day, long Customers, long Moved, IReadOnlyList<RuleMove> Moves);

/// <param name="From">The tag under the version in force; several joined by <c>、</c>; null where there is none.</param>
/// <param name="To">The tag under the draft; the same.</param>
/// <param name="Count">How many customers.</param>
public sealed record RuleMove(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? From,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? To, long Count);

/// <summary>Computes the draft of a rule and the version in force over every customer, and counts where they differ.</summary>
public sealed class PreviewRule(IDatabase database)
{
    private const int PageSize = 5000;

    /// <param name="id">The rule, which goes by the id of its dimension.</param>
    /// <returns>Null where there is no such rule, or no draft of it.</returns>
    public async Task<RulePreview?> RunAsync(long id, CancellationToken ct)
    {
        await using var db = database.Open();
        var versions = await db.TagRules.AsNoTracking()
            .Where(r => r.DimensionId == id && (r.State == TagRuleState.Draft || r.State == TagRuleState.InForce)).ToListAsync(ct);
        if (versions.Find(r => r.State == TagRuleState.Draft) is not { } draft)
            return null;

        var inForce = versions.Single(r => r.State == TagRuleState.InForce);
        var exclusive = await db.TagDimensions.Where(d => d.Id == id).Select(d => d.Exclusive).SingleAsync(ct);
        var day = await db.TagDays.AsNoTracking().OrderByDescending(d => d.Day).FirstAsync(ct);
        var count = new MoveCount(Compile(inForce, exclusive), Compile(draft, exclusive), day);
        var withInterests = versions.Exists(r => RuleBody.Parse(r.Body) is RuleBody.Interests);
        var after = new CustomerId(0);
        while (await PageAsync(db, after, withInterests, ct) is { Count: > 0 } page)
        {
            page.ForEach(count.Add);
            after = page[^1].Id;
        }

        return new RulePreview(draft.Version, inForce.Version, day.Day, count.Customers, count.Moves.Sum(m => m.Count), count.Moves);
    }

    private static RunnableRule Compile(TagRule rule, bool exclusive) => RuleCompiler.Compile(RuleBody.Parse(rule.Body), exclusive);

    private static Task<List<Customer>> PageAsync(CustomerDb db, CustomerId after, bool withInterests, CancellationToken ct)
    {
        var page = db.Customers.AsNoTracking().Where(c => c.Id > after).OrderBy(c => c.Id).Take(PageSize);
        return (withInterests ? page.Include(c => c.Interests) : page).ToListAsync(ct);
    }

    private sealed class MoveCount(RunnableRule before, RunnableRule after, TagDay day)
    {
        private readonly Dictionary<(string?, string?), long> moves = [];

        public long Customers { get; private set; }

        public IReadOnlyList<RuleMove> Moves =>
        [
            .. moves.Select(m => new RuleMove(m.Key.Item1, m.Key.Item2, m.Value))
                .OrderByDescending(m => m.Count).ThenBy(m => m.From, StringComparer.Ordinal).ThenBy(m => m.To, StringComparer.Ordinal),
        ];

        public void Add(Customer customer)
        {
            Customers++;
            var (from, to) = (Text(before(customer, day)), Text(after(customer, day)));
            if (from != to)
                moves[(from, to)] = moves.GetValueOrDefault((from, to)) + 1;
        }

        private static string? Text(IReadOnlyList<string> codes) => codes switch
        {
            [] => null,
            [var one] => one,
            _ => string.Join('、', codes.Order(StringComparer.Ordinal)),
        };
    }
}
