using System.Globalization;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Audit;

/// <summary>
/// Reads records: everybody their own, managers those of their department without what was typed, administrators all of
/// them without it, auditors all. Each reading is recorded itself.
/// </summary>
public sealed class ReadRecords(IDatabase database, AuditLog log, Scopes scopes, BusinessClock clock)
{
    /// <summary>A page of searches, a line a number, newest first.</summary>
    public async Task<Page<RecordView>> ListSearchesAsync(RecordFilter filter, Operator caller, CancellationToken ct)
    {
        await NoteAsync(caller, filter.Describe(), null);
        await using var db = database.Open();
        var visible = await VisibleAsync(await filter.ApplyAsync(db, RecordSeries.Search, ct), caller, ct);
        return await PageAsync(visible, filter, caller, ct);
    }

    /// <summary>A page of operations, newest first; whether the caller may is the endpoint's affair.</summary>
    public async Task<Page<RecordView>> ListOperationsAsync(RecordFilter filter, Operator caller, CancellationToken ct)
    {
        await NoteAsync(caller, filter.Describe(), null);
        await using var db = database.Open();
        return await PageAsync(await filter.ApplyAsync(db, RecordSeries.Operation, ct), filter, caller, ct);
    }

    /// <summary>
    /// One search with its steps and remarks; null when there is none, or none that the caller may see.
    /// </summary>
    public async Task<WholeRecordView?> FindAsync(RecordNumber number, Operator caller, CancellationToken ct)
    {
        await using var db = database.Open();
        var steps = await (await VisibleAsync(Steps(db, number), caller, ct)).ToListAsync(ct);
        await NoteAsync(caller, null, number, steps.Count == 0 ? Outcome.Denied : Outcome.Ok);
        if (steps.Count == 0)
            return null;

        var rx = number.ToString();
        var remarks = await db.Records.AsNoTracking()
            .Where(r => r.Kind == Operations.AddRemark && r.Continues == rx).OrderBy(r => r.Position).ToListAsync(ct);
        List<RecordView> views = [];
        foreach (var step in steps)
            views.Add(ViewOf(step, caller) with { Shown = await ShownAsync(db, step, ct) });

        return new WholeRecordView(rx, views, remarks.ConvertAll(remark => ViewOf(remark, caller)));
    }

    /// <summary>Whether the caller may see the search.</summary>
    internal async Task<bool> MaySeeAsync(CustomerDb db, RecordNumber number, Operator caller, CancellationToken ct) =>
        await (await VisibleAsync(Steps(db, number), caller, ct)).AnyAsync(ct);

    /// <summary>The steps of a search number, in their order.</summary>
    internal static IQueryable<AuditRecord> Steps(CustomerDb db, RecordNumber number) => db.Records.AsNoTracking()
        .Where(r => r.Series == RecordSeries.Search && r.Day == number.Day && r.Running == number.Running)
        .OrderBy(r => r.Position);

    private async Task<IQueryable<AuditRecord>> VisibleAsync(IQueryable<AuditRecord> records, Operator caller, CancellationToken ct)
    {
        if (caller.Role is Role.Auditor or Role.Administrator)
            return records;

        if (await scopes.OfAsync(caller, ct) is Scope.Of(var departments, _))
            return records.Where(r => r.OperatorId == caller.Id || departments.Contains(r.DepartmentId!.Value));

        return records.Where(r => r.OperatorId == caller.Id);
    }

    private async Task<Page<RecordView>> PageAsync(
        IQueryable<AuditRecord> records, RecordFilter filter, Operator caller, CancellationToken ct)
    {
        var read = await records.Take(filter.PageSize + 1).ToListAsync(ct);
        var page = read.Take(filter.PageSize).ToList();
        return new Page<RecordView>(
            page.ConvertAll(record => ViewOf(record, caller)),
            read.Count > filter.PageSize ? page[^1].Position.ToString(CultureInfo.InvariantCulture) : null);
    }

    private RecordView ViewOf(AuditRecord record, Operator caller) =>
        RecordView.Of(record, withText: caller.Role == Role.Auditor || record.OperatorId == caller.Id, clock.Zone);

    private static async Task<IReadOnlyList<string>> ShownAsync(CustomerDb db, AuditRecord record, CancellationToken ct)
    {
        var ids = RecordDrafts.ReadIds(record.Shown);
        var numbers = await db.Customers.IgnoreQueryFilters().AsNoTracking().Where(c => ids.Contains(c.Id))
            .ToDictionaryAsync(c => c.Id, c => c.Number, ct);
        return [.. ids.Where(numbers.ContainsKey).Select(id => numbers[id])];
    }

    private Task<Receipt> NoteAsync(Operator caller, object? filter, RecordNumber? number, Outcome outcome = Outcome.Ok) =>
        log.RecordAsync(RecordDrafts.Operation(
            caller, clock, Operations.ReadRecords, new() { Data = filter, Continues = number, Outcome = outcome }));
}

/// <summary>Adds a remark to a search: a record of its own, for records are never changed.</summary>
public sealed class AddRemark(IDatabase database, ReadRecords records, AuditLog log, BusinessClock clock)
{
    /// <returns>The remark's own number; null when there is no such search, or none that the caller may see.</returns>
    public async Task<RecordNumber?> RunAsync(RecordNumber search, string text, Operator caller, CancellationToken ct)
    {
        await using var db = database.Open();
        if (!await records.MaySeeAsync(db, search, caller, ct))
            return null;

        var receipt = await log.RecordAsync(RecordDrafts.Operation(
            caller, clock, Operations.AddRemark, new() { Continues = search, Remark = RecordText.Mask(text) }));
        return receipt.Number;
    }
}
