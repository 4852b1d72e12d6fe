using CustomerSearch.Contracts.Names;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Names;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Service.Specs.Search;

/// <summary>The table of names through the API: the one box for its auto mode, a search for both.</summary>
public sealed class NameTableSpecs
{
    private const int LargestPage = 200;

    [Fact]
    public async Task Every_row_of_the_table_holds_through_look_ups_and_searches()
    {
        await using var service = await RunningService.StartAsync(customers: 10, change: null);
        await AddEverybodyAsync(service);
        await service.CatchUpAsync();
        var caller = await service.AsAsync("approver1");

        List<string?> faults = [];
        foreach (var row in NameTable.Rows)
        {
            var search = await caller.SearchAsync(new
            {
                purpose = "业务办理", name = new { text = row.Query, mode = row.Mode == NameMode.Fuzzy ? "fuzzy" : "auto" }, pageSize = LargestPage,
            });
            faults.Add(Fault(row, search));
            if (row.Mode == NameMode.Auto)
                faults.Add(Fault(row, await caller.LookUpAsync(row.Query, pageSize: LargestPage)));
        }

        Assert.Empty(faults.OfType<string>());
    }

    private static string? Fault(TableRow row, Answer answer)
    {
        Assert.True(answer["count"].GetInt32() <= LargestPage, row.Query);
        Assert.All(answer["hits"].EnumerateArray(), hit => Assert.NotEmpty(hit.GetProperty("reason").GetString()!));
        return NameTable.Fault(row, [.. answer.Numbers.Where(IsOfTable).Select(number => NameTable.Everybody[PlaceOf(number)])]);
    }

    private static string NumberOf(int place) => $"ED2019{1000 + place}";

    private static bool IsOfTable(string number) => number.StartsWith("ED20191", StringComparison.Ordinal) && number.Length == 10;

    private static int PlaceOf(string number) => int.Parse(number.AsSpan(6), System.Globalization.CultureInfo.InvariantCulture) - 1000;

    private static Task<bool> AddEverybodyAsync(RunningService service) =>
        service.Get<IDatabase>().WriteAsync(WritePriority.Interactive, async (db, ct) =>
        {
            var account = await db.Accounts.SingleAsync(a => a.UserName == "clerk1", ct);
            foreach (var (place, name) in NameTable.Everybody.Index())
            {
                db.Add(new Customer
                {
                    Number = NumberOf(place),
                    CreatedAt = DateTimeOffset.UnixEpoch,
                    UpdatedAt = DateTimeOffset.UnixEpoch,
                    Kind = name.IsCompany ? CustomerKind.Enterprise : CustomerKind.Individual,
                    Name = name.Name,
                    Reading = name.Reading,
                    Industry = "教育",
                    Status = "潜在客户",
                    DepartmentId = account.DepartmentId,
                });
                await db.SaveChangesAsync(ct);
            }

            return true;
        }, CancellationToken.None);
}
