using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Names;
using CustomerSearch.Core.Search;
using CustomerSearch.Core.Tags;

namespace CustomerSearch.Core.Indexing;

/// <summary>Makes the document of a customer. Pure, and without opening any sealed value.</summary>
public sealed class DocumentBuilder(BusinessClock clock)
{
    /// <summary>
    /// Raised whenever the same customer gives another document than before: an older index is built anew.
    /// </summary>
    public const int Version = 2;

    /// <param name="customer">With all parts loaded.</param>
    /// <param name="catalogue">The rules and the day on which tags are computed.</param>
    public CustomerDocument Build(Customer customer, TagCatalogue catalogue)
    {
        var hasName = NameText.TryParse(customer.Name, out var name, out _);
        var exact = Exact(customer, catalogue);
        var numbers = Numbers(customer);
        var document = new CustomerDocument
        {
            Id = customer.Id,
            Name = hasName ? NameTerms.ForIndex(name!, customer.Kind == CustomerKind.Enterprise) : [],
            LegalRepresentative = customer.LegalRepresentative is { } person && NameText.TryParse(person, out var text, out _)
                ? NameTerms.ForIndex(text, company: false) : [],
            Remark = customer.Remark is { } remark ? [.. RemarkText.Terms(remark).Select(term => (string[])[term])] : [],
            NameLength = hasName ? name!.Length : 0,
            LastContactOn = customer.LastContactOn?.DayNumber ?? 0,
            Exact = exact,
            Numbers = numbers,
            ContentHash = 0,
        };
        return document with { ContentHash = ContentHash.Of(document) };
    }

    private static List<(SearchField, string)> Exact(Customer customer, TagCatalogue catalogue)
    {
        List<(SearchField, string)> values = [(SearchFields.CustomerNo, customer.Number)];
        Add("kind", customer.Kind == CustomerKind.Enterprise ? "enterprise" : "individual");
        Add("status", customer.Status);
        Add("industry", customer.Industry);
        Add("region", customer.Region);
        Add("province", customer.Province);
        Add("city", customer.City);
        Add("department", customer.DepartmentId.ToString());
        Add("gender", customer.Gender);
        Add("cityTier", customer.CityTier);
        Add("size", customer.Size);
        Add("ownership", customer.Ownership);
        Add("occupation", customer.Occupation);
        Add("creditGrade", customer.CreditGrade);
        Add("riskLevel", customer.RiskLevel);
        Add("certificationStatus", customer.Certification.Status);
        Add("certificationLevel", customer.Certification.Level);
        foreach (var owner in customer.Owners.Select(o => o.AccountId.ToString()).Order(StringComparer.Ordinal))
            Add("owner", owner);
        foreach (var source in customer.Sources.Select(s => s.Source).Order(StringComparer.Ordinal))
            Add("source", source);
        foreach (var tag in catalogue.Rules.Of(customer, catalogue.Day).Order(StringComparer.Ordinal))
            values.Add((SearchFields.Tags, tag));
        foreach (var token in FullValueTokens.Of(customer).Order(StringComparer.Ordinal))
            values.Add((SearchFields.FullValue, token));
        foreach (var tail in customer.Contacts.Where(c => c.TailBlind is not null)
            .Select(c => FullValueTokens.Blind(c.TailBlind!)).Distinct().Order(StringComparer.Ordinal))
            values.Add((SearchFields.PhoneTail, tail));
        foreach (var (channel, state) in ConsentCondition.Current(customer.Consents).OrderBy(c => c.Key, StringComparer.Ordinal))
        {
            if (state != ConsentState.Unknown)
                values.Add((SearchFields.Consent, ConsentTerm(channel, state)));
        }

        return values;

        void Add(string field, string? value)
        {
            if (value is not null)
                values.Add((SearchFields.FindFilter(field)!, value));
        }
    }

    private List<(SearchField, long)> Numbers(Customer customer)
    {
        List<(SearchField, long)> values = [];
        Add("bornOn", customer.BornOn?.DayNumber);
        Add("birthday", customer.BornOn is { } born ? Birthday(born) : null);
        Add("createdOn", clock.DayOf(customer.CreatedAt).DayNumber);
        Add("firstContactOn", customer.FirstContactOn?.DayNumber);
        Add("lastContactOn", customer.LastContactOn?.DayNumber);
        Add("firstOrderOn", customer.FirstOrderOn?.DayNumber);
        Add("lastOrderOn", customer.LastOrderOn?.DayNumber);
        Add("cooperationSince", customer.CooperationSince?.DayNumber);
        Add("certificationValidUntil", customer.Certification.ValidUntil?.DayNumber);
        Add("orders6m", customer.Metrics.Orders6m);
        Add("logins30d", customer.Metrics.Logins30d);
        Add("spend12mFen", customer.Metrics.Spend12mFen);
        Add("arpuFen", customer.Metrics.ArpuFen);
        Add("lifetimeSpendFen", customer.Metrics.LifetimeSpendFen);
        Add("averageOrderFen", customer.Metrics.AverageOrderFen);
        Add("returnRateBp", customer.Metrics.ReturnRateBp);
        values.Add((SearchFields.StatusOrder, PlaceIn(Vocabulary.Statuses, customer.Status)));
        if (customer.Region is { } region)
            values.Add((SearchFields.RegionOrder, PlaceIn(Vocabulary.Regions, region)));
        if (CustomerNo.TryParse(customer.Number, null, out var number))
            values.Add((SearchFields.CustomerNoOrder, OrderOf(number)));
        return values;

        void Add(string field, long? value)
        {
            if (value is { } number)
                values.Add((SearchFields.FindRange(field)!, number));
        }
    }

    /// <summary>How the index says that a customer gave or withdrew consent to a channel.</summary>
    public static string ConsentTerm(string channel, ConsentState state) =>
        $"{channel}/{(state == ConsentState.Given ? "given" : "withdrawn")}";

    /// <summary>Industry code, year and running number as one integer that orders like the three.</summary>
    private static long OrderOf(CustomerNo number)
    {
        const long letters = 26, years = 10_000, runnings = 10_000_000_000;
        return (((((number.Code[0] - 'A') * letters) + number.Code[1] - 'A') * years) + number.Year) * runnings + number.Running;
    }

    /// <summary>The place of a word in its list; what another program made up comes last.</summary>
    private static int PlaceIn(IReadOnlyList<string> list, string word) =>
        list.Index().Where(pair => pair.Item == word).Select(pair => pair.Index).FirstOrDefault(list.Count);

    /// <summary>Month x 100 + day; 29 February as the 28th, so that it has a birthday every year.</summary>
    public static int Birthday(DateOnly day) => day is { Month: 2, Day: 29 } ? 228 : (day.Month * 100) + day.Day;
}
