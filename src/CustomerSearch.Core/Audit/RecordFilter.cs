using System.Globalization;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Audit;

/// <summary>Which records of a series a list shows; what is null does not matter.</summary>
public sealed record RecordFilter
{
    public const int DefaultPageSize = 20;
    public const int LargestPage = 200;

    public string? Operator { get; init; }

    public string? Department { get; init; }

    public string? Purpose { get; init; }

    /// <summary>First business day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last business day, included.</summary>
    public DateOnly? To { get; init; }

    public Outcome? Outcome { get; init; }

    public string? Kind { get; init; }

    public RecordNumber? Number { get; init; }

    public long? MinCount { get; init; }

    public string? CustomerNo { get; init; }

    public string? Address { get; init; }

    public int PageSize { get; init; } = DefaultPageSize;

    /// <summary>Position of the last record of the page before.</summary>
    public long? Before { get; init; }

    /// <summary>What of the filter was asked, for the record of the reading.</summary>
    internal object Describe() => new
    {
        Operator,
        Department,
        Purpose,
        From = From?.ToString("O", CultureInfo.InvariantCulture),
        To = To?.ToString("O", CultureInfo.InvariantCulture),
        Outcome = Outcome?.ToString().ToLowerInvariant(),
        Kind,
        Number = Number?.ToString(),
        MinCount,
        CustomerNo,
        Address,
    };

    internal async Task<IQueryable<AuditRecord>> ApplyAsync(CustomerDb db, RecordSeries series, CancellationToken ct)
    {
        var records = db.Records.AsNoTracking().Where(r => r.Series == series && r.Step == 1);
        if (Operator is { } userName)
            records = records.Where(r => r.UserName == userName);
        if (Department is { } department)
            records = records.Where(r => r.Department == department);
        if (Purpose is { } purpose)
            records = records.Where(r => r.Purpose == purpose);
        if (From is { } from)
            records = records.Where(r => r.Day >= from);
        if (To is { } to)
            records = records.Where(r => r.Day <= to);
        if (Outcome is { } outcome)
            records = records.Where(r => r.Outcome == outcome);
        if (Kind is { } kind)
            records = records.Where(r => r.Kind.Contains(kind));
        if (Number is { } number)
            records = records.Where(r => r.Day == number.Day && r.Running == number.Running);
        if (MinCount is { } least)
            records = records.Where(r => r.Count >= least);
        if (Address is { } address)
            records = records.Where(r => r.Address == address);
        if (Before is { } before)
            records = records.Where(r => r.Position < before);
        if (CustomerNo is { } no)
        {
            var subject = await db.Customers.IgnoreQueryFilters().Where(c => c.Number == no)
                .Select(c => (CustomerId?)c.Id).SingleOrDefaultAsync(ct);
            records = records.Where(r => r.SubjectId != null && r.SubjectId == subject);
        }

        return records.OrderByDescending(r => r.Position);
    }
}
