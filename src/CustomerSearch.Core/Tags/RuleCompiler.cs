using System.Diagnostics;
using CustomerSearch.Core.Customers;

namespace CustomerSearch.Core.Tags;

/// <summary>The codes that one rule gives a customer on a day.</summary>
internal delegate IReadOnlyList<string> RunnableRule(Customer customer, TagDay day);

/// <summary>Makes a rule ready to run. Pure.</summary>
internal static class RuleCompiler
{
    /// <param name="body">A rule that <see cref="RuleCheck"/> let through.</param>
    /// <param name="exclusive">
    /// Whether the first case that holds is the only one to give its tag; otherwise each case that holds gives its own.
    /// </param>
    public static RunnableRule Compile(RuleBody body, bool exclusive) => body switch
    {
        RuleBody.Copy(var field) => Copy(RuleFacts.Text(field)),
        RuleBody.Bands(var cases) => exclusive ? FirstOf(Compile(cases)) : EachOf(Compile(cases)),
        RuleBody.Interests(var kind, var months) => (customer, day) =>
        [
            .. customer.Interests.Where(i => i.Kind == kind && i.LastOn >= day.Day.AddMonths(-months)).Select(i => i.Category),
        ],
        _ => throw new UnreachableException(),
    };

    private static RunnableRule Copy(Func<Customer, string?> text) => (customer, _) => text(customer) is { } value ? [value] : [];

    private static RunnableRule FirstOf(Case[] cases) => (customer, day) =>
    {
        foreach (var one in cases)
        {
            if (one.Holds(customer, day))
                return one.Codes;
        }

        return [];
    };

    private static RunnableRule EachOf(Case[] cases) => (customer, day) =>
        [.. cases.Where(one => one.Holds(customer, day)).SelectMany(one => one.Codes).Distinct(StringComparer.Ordinal)];

    private static Case[] Compile(IReadOnlyList<RuleCase> cases) =>
        [.. cases.Select(c => new Case([c.Tag], [.. c.When.Select(band => (RuleFacts.Number(band.Field), band))]))];

    private sealed record Case(string[] Codes, (Func<Customer, TagDay, long?> Value, RuleBand Band)[] Bands)
    {
        public bool Holds(Customer customer, TagDay day)
        {
            foreach (var (value, band) in Bands)
            {
                if (!band.Holds(value(customer, day)))
                    return false;
            }

            return true;
        }
    }
}
