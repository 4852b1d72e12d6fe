namespace CustomerSearch.Contracts.Names;

/// <summary>The table against the analysis alone.</summary>
public sealed class NameTableSpecs
{
    [Fact]
    public void Every_row_finds_what_it_must_in_order_and_never_what_it_must_not()
    {
        var faults = NameTable.Rows.Select(row =>
        {
            var answer = row.Finds.Concat(row.Never)
                .Select(name => (name, place: NameTable.PlaceOf(name), hit: row.Parsed.Explain(name.Text, name.IsCompany, name.Own)))
                .Where(found => found.hit is not null)
                .OrderByDescending(found => found.hit!.Score).ThenBy(found => found.name.Text.Length).ThenBy(found => found.place);
            return NameTable.Fault(row, [.. answer.Select(found => found.name)]);
        }).OfType<string>().ToArray();
        Assert.True(faults.Length == 0, string.Join('\n', faults));
    }

    [Fact]
    public void The_table_has_three_hundred_rows_each_with_something_that_is_never_found()
    {
        Assert.True(NameTable.Rows.Count >= 300);
        Assert.All(NameTable.Rows, row => Assert.NotEmpty(row.Never));
        Assert.All(NameTable.Rows, row => Assert.Empty(row.Finds.Intersect(row.Never)));
        Assert.Equal(NameTable.Rows.Count, NameTable.Rows.Select(row => (row.Query, row.Mode, row.Why)).Distinct().Count());
    }
}
