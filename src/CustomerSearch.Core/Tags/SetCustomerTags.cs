using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Tags;

/// <summary>Puts tags on one customer and takes them off, by hand, with the record in the same transaction.</summary>
public sealed class SetCustomerTags(IDatabase database, AuditLog log, BusinessClock clock, Scopes scopes)
{
    /// <param name="add">Names of tags, <c>dimension/code</c>.</param>
    /// <param name="remove">The same.</param>
    public async Task<TagAnswer> RunAsync(
        CustomerNo number, IReadOnlyList<string> add, IReadOnlyList<string> remove, Operator caller, CancellationToken ct)
    {
        var scope = await scopes.OfAsync(caller, ct);
        return await database.WriteAsync(
            WritePriority.Interactive, (db, c) => WriteAsync(db, new Request(number, add, remove, caller, scope), c), ct);
    }

    private async Task<TagAnswer> WriteAsync(CustomerDb db, Request request, CancellationToken ct)
    {
        var text = request.Number.ToString();
        var customer = await Scopes.Within(db.Customers.Where(c => c.Number == text), request.Scope)
            .Include(c => c.Tags).SingleOrDefaultAsync(ct);
        if (customer is null)
            return new TagAnswer.Missing();

        var catalogue = await TagCatalogue.LoadAsync(db, ct);
        Dictionary<string, string[]> errors = [];
        var added = Read("add", request.Add, catalogue, errors, mayBeRetired: false);
        var removed = Read("remove", request.Remove, catalogue, errors, mayBeRetired: true);
        if (errors.Count > 0)
            return new TagAnswer.Wrong(errors);
        var reviewed = added.Concat(removed).Select(t => t.Dimension).FirstOrDefault(d => d.Reviewed);
        if (reviewed is not null && request.Caller.Role != Role.DepartmentManager)
            return new TagAnswer.Denied("add", $"{reviewed.Name} is set by managers.");

        Change(customer, catalogue, added, removed, request.Caller.Id);
        if (Crowded(customer, catalogue, added) is { } crowded)
            return new TagAnswer.Wrong("add", $"{crowded} takes one tag: remove the other.");
        if (!db.ChangeTracker.HasChanges())
            return new TagAnswer.Done(null, null);

        customer.Version++;
        customer.UpdatedAt = clock.Now;
        await db.SaveChangesAsync(ct);
        var record = RecordDrafts.Operation(request.Caller, clock, Operations.TagCustomer, new()
        {
            Data = new { customerNo = text, added = Names(added), removed = Names(removed) }, Subject = customer.Id,
        });
        await log.AppendAsync(db, record, ct);
        return new TagAnswer.Done(null, record.Number);
    }

    private static List<(TagDimension Dimension, Tag Tag)> Read(
        string field, IReadOnlyList<string> names, TagCatalogue catalogue, Dictionary<string, string[]> errors, bool mayBeRetired)
    {
        List<(TagDimension, Tag)> read = [];
        foreach (var (index, name) in names.Index())
        {
            var error = catalogue.Find(name) switch
            {
                null => "Not a tag of the catalogue.",
                (_, { Origin: TagOrigin.Rule }) => "A rule gives this tag; it cannot be set by hand.",
                (_, { State: TagState.Proposed }) => "The tag is not confirmed yet.",
                (_, { State: TagState.Retired }) when !mayBeRetired => "The tag is retired.",
                _ => null,
            };
            if (error is not null)
                errors[$"{field}[{index}]"] = [error];
            else
                read.Add(catalogue.Find(name)!.Value);
        }

        return read;
    }

    private void Change(
        Customer customer, TagCatalogue catalogue, List<(TagDimension Dimension, Tag Tag)> added,
        List<(TagDimension Dimension, Tag Tag)> removed, AccountId? by)
    {
        var off = removed.SelectMany(t => catalogue.IdsOf(t.Tag)).ToHashSet();
        customer.Tags.RemoveAll(set => off.Contains(set.TagId));
        foreach (var (_, tag) in added.Where(t => !catalogue.IdsOf(t.Tag).Any(id => customer.Tags.Exists(set => set.TagId == id))))
            customer.Tags.Add(new CustomerTag { TagId = tag.Id, At = clock.Now, SetBy = by });
    }

    /// <summary>An exclusive dimension that was added to and now has more than one tag by hand.</summary>
    private static string? Crowded(Customer customer, TagCatalogue catalogue, List<(TagDimension Dimension, Tag Tag)> added) => added
        .Select(t => t.Dimension).Where(d => d.Exclusive)
        .FirstOrDefault(d => d.Tags.Count(t => t is { Origin: TagOrigin.Hand, State: TagState.Confirmed }
            && catalogue.IdsOf(t).Any(id => customer.Tags.Exists(set => set.TagId == id))) > 1)?.Name;

    private static List<string?> Names(List<(TagDimension Dimension, Tag Tag)> tags) =>
        tags.ConvertAll(t => RecordText.Mask($"{t.Dimension.Name}/{t.Tag.Code}"));

    private sealed record Request(
        CustomerNo Number, IReadOnlyList<string> Add, IReadOnlyList<string> Remove, Operator Caller, Scope Scope);
}
