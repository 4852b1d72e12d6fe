using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Tags;

namespace CustomerSearch.Specs.Tags;

public sealed class RuleCheckSpecs
{
    private static readonly TagDimension Exclusive = new() { Name = "档次", Exclusive = true };

    [Fact]
    public void A_gap_is_named_with_its_ends()
    {
        var errors = Check(Case("低", To(0, 100)), Case("高", From(101)));

        Assert.Equal(["No case covers spend12mFen below 0.", "No case covers spend12mFen from 100 to below 101."], errors);
    }

    [Fact]
    public void An_overlap_is_named_with_its_ends_and_both_tags()
    {
        var errors = Check(Case("低", new RuleBand("spend12mFen", null, 101)), Case("高", From(100)));

        Assert.Equal(["spend12mFen from 100 to below 101 is covered by 低 and by 高."], errors);
    }

    [Fact]
    public void Two_fields_are_looked_at_together()
    {
        var few = new RuleBand("orders6m", null, 3);
        var many = new RuleBand("orders6m", 3);
        var errors = Check(Case("低", new RuleBand("spend12mFen", null, 100), few), Case("高", From(100)), Case("中", many));

        Assert.Equal(["orders6m from 3 and spend12mFen from 100 is covered by 高 and by 中."], errors);
    }

    [Fact]
    public void A_case_without_conditions_takes_what_the_others_leave_and_there_is_one_of_it_at_most()
    {
        Assert.Empty(Check(Case("高", From(100)), Case("低")));
        Assert.Equal(["Two cases take what the others leave."], Check(Case("高", From(100)), Case("低"), Case("中")));
    }

    [Fact]
    public void A_dimension_that_is_not_exclusive_may_leave_gaps_and_gives_every_tag_that_holds()
    {
        RuleBody.Bands bands = new([Case("高", From(100)), Case("很高", From(1000))]);
        var several = new TagDimension { Name = "档次", Exclusive = false };
        var customer = new Customer
        {
            Number = "ED2026001", CreatedAt = default, UpdatedAt = default, Name = "王", Industry = "教育", Status = "潜在客户",
            DepartmentId = new(1), Metrics = new() { Spend12mFen = 1000 },
        };

        Assert.Empty(RuleCheck.Errors(several, bands, [new("高", "高"), new("很高", "很高")]));
        Assert.Equal(["高", "很高"], RuleCompiler.Compile(bands, exclusive: false)(customer, new TagDay()));
    }

    [Fact]
    public void Everything_else_that_cannot_be_is_named_at_once()
    {
        var dimension = new TagDimension { Name = "档次", Exclusive = true };
        dimension.Tags.Add(new Tag { Code = "手工", Definition = "x", Origin = TagOrigin.Hand });
        var errors = RuleCheck.Errors(
            dimension,
            new RuleBody.Bands([Case("高", new RuleBand("weight", 1)), Case("低", new RuleBand("orders6m", 5, 5)), Case("空", new RuleBand("orders6m"))]),
            [new("高", ""), new("低", "x"), new("空", "x"), new("手工", "x"), new("多余", "x"), new("低", "x")]);

        Assert.Equal(
            ["rule.cases[0]", "rule.cases[1]", "rule.cases[2]", "tags", "tags[0].definition", "tags[3].code"],
            errors.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("The band of orders6m is empty.", errors["rule.cases[1]"]);
        Assert.Contains("No case gives 多余.", errors["tags"]);
    }

    [Fact]
    public void A_copied_field_needs_a_tag_for_each_of_its_values_and_no_other()
    {
        var errors = RuleCheck.Errors(Exclusive, new RuleBody.Copy("gender"), [new("男", "男"), new("其他", "其他")]);

        Assert.Equal(["No tag covers gender 女.", "其他 is no value of gender."], errors["tags"]);
        Assert.Contains("rule.kind", RuleCheck.Errors(Exclusive, new RuleBody.Interests(InterestKind.Bought, 6), []).Keys);
    }

    private static RuleCase Case(string tag, params RuleBand[] when) => new(tag, when);

    private static RuleBand From(long from) => new("spend12mFen", from);

    private static RuleBand To(long from, long to) => new("spend12mFen", from, to);

    private static string[] Check(params RuleCase[] cases) => RuleCheck
        .Errors(Exclusive, new RuleBody.Bands(cases), [.. cases.Select(c => c.Tag).Distinct().Select(tag => new RuleTag(tag, tag))])
        .GetValueOrDefault("rule.cases", []);
}
