using System.Globalization;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Tags;

namespace CustomerSearch.Core.Customers.Writing;

/// <summary>What rows are read against.</summary>
/// <param name="Today">The business day.</param>
public sealed record DraftContext(Organisation Organisation, TagCatalogue Catalogue, DateOnly Today);

/// <summary>Reads what rows are read against.</summary>
public sealed class DraftContexts(CurrentOrganisation organisation, CurrentCatalogue catalogue, BusinessClock clock)
{
    public async Task<DraftContext> GetAsync(CancellationToken ct) =>
        new(await organisation.GetAsync(ct), await catalogue.GetAsync(ct), clock.Today);
}

/// <summary>A row read by itself; what remains is to compare it with the customer that it speaks of.</summary>
internal sealed record PreparedDraft(CustomerRow Row, CustomerDraft Draft, FieldErrors Errors)
{
    /// <param name="existing">Null for a new one.</param>
    public ReadDraft For(Customer? existing)
    {
        var errors = new FieldErrors(Errors);
        new DraftRules(Draft, Row, existing, errors).Check();
        return errors.Any ? new ReadDraft.Bad(errors.ToDictionary()) : new ReadDraft.Good(Draft);
    }
}

/// <summary>Reads one row into a draft, or into everything that is wrong with it. Pure.</summary>
internal sealed class DraftReader(CustomerRow row, DraftContext context)
{
    private readonly FieldErrors errors = new(row.Errors);

    /// <param name="row">What the source says.</param>
    /// <param name="existing">The customer that it speaks of; null for a new one.</param>
    /// <param name="context">Names, tags and the day.</param>
    public static ReadDraft Read(CustomerRow row, Customer? existing, DraftContext context) => Prepare(row, context).For(existing);

    /// <summary>Everything that needs no customer to be compared with.</summary>
    public static PreparedDraft Prepare(CustomerRow row, DraftContext context)
    {
        var reader = new DraftReader(row, context);
        return new PreparedDraft(row, reader.Draft(), reader.errors);
    }

    private CustomerDraft Draft() => new()
    {
        Number = Number(),
        Values = [.. Values()],
        Department = Department(),
        ContactTypes = row.ContactTypes,
        Contacts = ContactReader.Read(row.Contacts, errors),
        IdCardNo = Secret("idCardNo", NormalForm.IdCard, "Must be an ID-card number of 18 characters with its check character."),
        BankCardNo = Secret("bankCardNo", NormalForm.BankCard, "Must be a bank-card number of 12 to 19 digits with its check digit."),
        ExternalIds = row.ExternalIds is null ? null : [.. ExternalIds(row.ExternalIds)],
        Sources = Words("sources", row.Sources, Source),
        Owners = Words("owners", row.Owners, Owner),
        Tags = Words("tags", row.Tags, HandTag),
        Consents = [.. Consents()],
    };

    private CustomerNo? Number()
    {
        if (!row.Values.TryGetValue("customerNo", out var given))
            return null;
        if (CustomerNo.TryParse(given.Text?.Trim(), null, out var number) && number.Year >= 1900 && number.Year <= context.Today.Year)
            return number;

        errors.Add("customerNo", "Must be a customer number: the code of an industry, a year not after this one, a running number.");
        return null;
    }

    private IEnumerable<(CustomerField, object?)> Values()
    {
        foreach (var (name, given) in row.Values)
        {
            if (!CustomerFields.ByName.TryGetValue(name, out var field))
                continue;

            var (value, error) = given.Text is null
                ? (field.Empty, field.IsRequired ? "Is required and cannot be cleared." : null)
                : field.Read(given);
            if (error is null)
                yield return (field, value);
            else
                errors.Add(name, error);
        }
    }

    private DepartmentId? Department()
    {
        if (!row.Values.TryGetValue("department", out var given))
            return null;
        if (GivenText.Plain(given) is { } name && context.Organisation.Departments.TryGetValue(name.Trim(), out var department))
            return department;

        errors.Add("department", "There is no such department.");
        return null;
    }

    private Setting<string?>? Secret(string name, Func<string, string?> normal, string message)
    {
        if (!row.Values.TryGetValue(name, out var given))
            return null;
        if (given.Text is null)
            return new Setting<string?>(null);
        if (GivenText.Plain(given) is { Length: <= 60 } text && normal(text) is { } value)
            return new Setting<string?>(value);

        errors.Add(name, message);
        return null;
    }

    private IEnumerable<(string, string)> ExternalIds(List<GivenExternalId> given)
    {
        var seen = new HashSet<(string, string)>();
        foreach (var (field, system, id) in given)
        {
            if (ExternalIdForm.Error(system, id) is { } error)
                errors.Add(field, error);
            else if (seen.Add((system!, id!)))
                yield return (system!, id!);
        }
    }

    private List<T>? Words<T>(string field, List<string>? words, Func<string, (T? Value, string? Error)> read)
        where T : notnull
    {
        if (words is null)
            return null;

        List<T> values = [];
        foreach (var word in words.Select(word => word.Trim()).Distinct(StringComparer.Ordinal))
        {
            var (value, error) = read(word);
            if (error is null)
                values.Add(value!);
            else
                errors.Add(field, error);
        }

        return values;
    }

    private static (string?, string?) Source(string word) => Vocabulary.Sources.Contains(word)
        ? (word, null)
        : (null, $"Must be of {string.Join(", ", Vocabulary.Sources)}.");

    private (AccountId, string?) Owner(string userName) => context.Organisation.Accounts.TryGetValue(userName, out var account)
        ? (account, null)
        : (default, "Names an account that there is not.");

    private (TagId, string?) HandTag(string name) => context.Catalogue.Find(name) switch
    {
        null => (default, "Names a tag that there is not."),
        { Tag.Origin: TagOrigin.Rule } => (default, $"{name} is given by a rule and cannot be set."),
        { Tag.State: not TagState.Confirmed } => (default, $"{name} is proposed or retired and cannot be set."),
        var (dimension, tag) when dimension.Exclusive
            && row.Tags!.Count(t => t.StartsWith(dimension.Name + "/", StringComparison.Ordinal)) > 1 =>
            (tag.Id, $"{dimension.Name} takes one tag only."),
        var (_, tag) => (tag.Id, null),
    };

    private IEnumerable<ConsentDraft> Consents()
    {
        foreach (var (field, channel, state, at, source, wording) in row.Consents)
        {
            DateTimeOffset instant = default;
            if (channel is null || !Vocabulary.Channels.Contains(channel))
                errors.Add(field, $"The channel must be one of {string.Join(", ", Vocabulary.Channels)}.");
            else if (state is not ("given" or "withdrawn" or "unknown"))
                errors.Add(field, "The state must be given, withdrawn or unknown.");
            else if (at is not null && !TryInstant(at, out instant))
                errors.Add(field, "The instant must be RFC 3339 with an offset, and not in the future.");
            else if (source is not null && !Vocabulary.ConsentSources.Contains(source))
                errors.Add(field, $"The source must be one of {string.Join(", ", Vocabulary.ConsentSources)}.");
            else if (wording is not null && (wording.Length > 50 || !GivenText.IsWellFormed(wording)))
                errors.Add(field, "The wording must have at most 50 characters and no control characters.");
            else
                yield return new ConsentDraft(
                    channel, Enum.Parse<ConsentState>(state, ignoreCase: true), at is null ? null : instant, source, wording);
        }
    }

    private bool TryInstant(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out instant)
        && text.Contains('T', StringComparison.Ordinal) && instant.Year >= 1990
        && DateOnly.FromDateTime(instant.UtcDateTime) <= context.Today;
}
