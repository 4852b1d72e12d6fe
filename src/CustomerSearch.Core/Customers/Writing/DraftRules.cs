using CustomerSearch.Core.Names;

namespace CustomerSearch.Core.Customers.Writing;

/// <summary>What holds between the values of a draft, and between it and the customer that it changes.</summary>
internal sealed class DraftRules(CustomerDraft draft, CustomerRow row, Customer? existing, FieldErrors errors)
{
    private const string Required = "Is required.";

    public void Check()
    {
        if (row.IsUnreadable)
            return;
        if (existing is null)
            CheckMissing();

        CheckLists();
        CheckNumber();
        CheckKind();
        CheckReading();
    }

    /// <summary>What was given wrongly has its error already.</summary>
    private void CheckMissing()
    {
        foreach (var field in CustomerFields.All.Where(f => f.IsRequired && !row.Values.ContainsKey(f.Name)))
            errors.Add(field.Name, Required);

        if (row.Contacts.Count == 0)
            errors.Add("contacts", "At least one contact is required.");
        if (row.Sources is null)
            errors.Add("sources", "At least one source is required.");
    }

    private void CheckLists()
    {
        if (row.Sources is { Count: 0 })
            errors.Add("sources", "At least one source is required.");
        if (existing is not null && row.ContactTypes.Count > 0 && row.Contacts.Count == 0
            && existing.Contacts.TrueForAll(c => row.ContactTypes.Contains(c.Type)))
            errors.Add("contacts", "At least one contact is required.");
    }

    private void CheckNumber()
    {
        if (draft.Number is not { } number)
            return;
        if (existing is not null && existing.Number != number.ToString())
            errors.Add("customerNo", "A customer number is never changed.");
        if (existing is null && draft.Industry is { } industry && Industries.CodeOf(industry) != number.Code)
            errors.Add("customerNo", "Begins with the code of another industry.");
    }

    private void CheckKind()
    {
        var given = draft.Values.FirstOrDefault(v => v.Field.Name == "kind").Value as CustomerKind?;
        if ((given ?? existing?.Kind) is not { } kind)
            return;

        foreach (var (field, value) in draft.Values.Where(v => v.Field.Only is { } only && only != kind && v.Value is not null))
            errors.Add(field.Name, $"Only an {(field.Only == CustomerKind.Individual ? "individual" : "enterprise")} has it.");

        if (existing is null || kind == existing.Kind)
            return;

        var left = CustomerFields.All.Where(f => f.Only == existing.Kind && f.Get(existing) is not null && !row.Values.ContainsKey(f.Name));
        foreach (var field in left)
            errors.Add(field.Name, "Must be cleared where the kind changes.");
    }

    private void CheckReading()
    {
        var readingIsGiven = row.Values.ContainsKey("reading");
        if (!readingIsGiven && Value("name") is null)
            return;
        if ((readingIsGiven ? Value("reading") : existing?.Reading) is not { } reading || (Value("name") ?? existing?.Name) is not { } name)
            return;

        if (!NameText.TryParse(name, out var text, out _) || !OwnReading.TryParse(reading, text, out _))
            errors.Add("reading", "Must have one syllable of pinyin for each Chinese character of the name, with blanks between them.");
    }

    private string? Value(string field) => draft.Values.FirstOrDefault(v => v.Field.Name == field).Value as string;
}
