using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Customers.Writing;

/// <summary>The last number that was generated of one industry and year. It only rises, whatever is deleted.</summary>
public sealed class NumberCounter
{
    /// <summary>The two letters of the industry.</summary>
    public required string Code { get; init; }

    public required int Year { get; init; }

    public int Last { get; set; }
}

/// <summary>Generates customer numbers.</summary>
internal static class CustomerNumbers
{
    private const int LookAhead = 100;

    /// <summary>
    /// The next number that nobody has or had, inside the caller's unit of work, which holds the counter until its end.
    /// </summary>
    public static async Task<CustomerNo> DrawAsync(CustomerDb db, string industry, int year, CancellationToken ct)
    {
        var code = Industries.CodeOf(industry);

        // The update takes the row's lock before anything is read, on every database.
        await db.NumberCounters.Where(c => c.Code == code && c.Year == year)
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Last, c => c.Last), ct);
        var counter = await db.NumberCounters.SingleOrDefaultAsync(c => c.Code == code && c.Year == year, ct);
        if (counter is null)
        {
            counter = new NumberCounter { Code = code, Year = year };
            db.NumberCounters.Add(counter);
        }

        counter.Last = await FirstFreeAsync(db, new CustomerNo(code, year, counter.Last + 1), ct);
        await db.SaveChangesAsync(ct);
        return new CustomerNo(code, year, counter.Last);
    }

    /// <summary>Deleted customers keep their numbers, so theirs are taken too.</summary>
    private static async Task<int> FirstFreeAsync(CustomerDb db, CustomerNo first, CancellationToken ct)
    {
        for (var start = first.Running; ; start += LookAhead)
        {
            var candidates = Enumerable.Range(start, LookAhead)
                .Select(running => new CustomerNo(first.Code, first.Year, running).ToString()).ToList();
            var taken = await db.Customers.IgnoreQueryFilters().AsNoTracking()
                .Where(c => candidates.Contains(c.Number)).Select(c => c.Number).ToListAsync(ct);
            if (candidates.FindIndex(candidate => !taken.Contains(candidate)) is var free and >= 0)
                return start + free;
        }
    }
}
