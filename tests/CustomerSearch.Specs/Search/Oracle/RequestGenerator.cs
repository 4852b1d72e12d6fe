using System.Text.Json;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Search;

namespace CustomerSearch.Specs.Search.Oracle;

/// <summary>Requests of every shape, about customers that are there more often than not.</summary>
internal sealed class RequestGenerator(OracleWorld around, int seed)
{
    private readonly Random random = new(seed);

    public (SearchRequest Request, Operator Caller) Next()
    {
        var caller = One([around.World.Clerk, around.World.Manager, around.World.Marketer, around.World.Administrator]);
        var (purpose, channel) = Purpose(caller.Role!.Value);
        var masked = caller.Role == Role.Marketing;
        return (new SearchRequest
        {
            Purpose = purpose,
            Channel = channel,
            Remark = purpose == "其他" ? "说明" : null,
            Keyword = !masked && random.Next(4) == 0 ? Keyword() : null,
            Name = !masked && random.Next(5) == 0 ? new NameRequest { Text = NamePart() } : null,
            Tags = random.Next(2) == 0 ? Tags() : null,
            Ranges = random.Next(2) == 0 ? Some(3, () => Range(caller.Role!.Value)) : null,
            Filters = random.Next(2) == 0 ? Filters() : null,
            Sort = random.Next(2) == 0 ? Sort() : null,
            Facets = random.Next(3) == 0 ? Some(4, Facet).Distinct().ToList() : null,
            Explain = random.Next(4) == 0 ? true : null,
            PageSize = random.Next(8) == 0 ? 0 : random.Next(1, 60),
        }, caller);
    }

    private (string, string?) Purpose(Role role)
    {
        if (random.Next(4) == 0 && role != Role.Administrator)
            return ("营销推送", One(["短信", "电话", "邮件", "微信"]));
        if (random.Next(6) == 0)
            return ("其他", random.Next(2) == 0 ? null : "电话");
        return (role switch { Role.FrontLine => "业务办理", Role.Administrator => "业务办理", _ => "数据分析" }, null);
    }

    private string Keyword()
    {
        var customer = Somebody();
        return random.Next(6) switch
        {
            0 => customer.Number[..(3 + random.Next(customer.Number.Length - 4))],
            1 => customer.LegalRepresentative ?? NamePart(),
            2 => customer.Remark is { Length: > 4 } remark ? remark[1..4] : NamePart(),
            3 => random.Next(10_000).ToString("0000", System.Globalization.CultureInfo.InvariantCulture),
            _ => NamePart(),
        };
    }

    private string NamePart()
    {
        var name = Somebody().Name;
        var at = random.Next(name.Length);
        var part = random.Next(3) switch { 0 => name, 1 => name[..(1 + at)], _ => name[at..] };
        return part.Any(char.IsLetterOrDigit) ? part : name;
    }

    private TagsRequest Tags()
    {
        var subject = One(around.Subjects);
        var own = subject.Tags.ToList();
        return new TagsRequest
        {
            All = Some(2, () => random.Next(4) == 0 ? Tag() : One(own)),
            Any = random.Next(2) == 0 ? [[Tag(), Tag(), One(own)]] : null,
            None = random.Next(2) == 0 ? [Tag()] : null,
        } is { All.Count: 0, Any: null, None: null } ? new TagsRequest { All = [One(own)] } : new TagsRequest { All = [One(own)], None = [Tag()] };
    }

    private string Tag()
    {
        var dimension = One(around.Catalogue.Dimensions.Where(d => d.Tags.Count > 0).ToList());
        return $"{dimension.Name}/{One(dimension.Tags).Code}";
    }

    private RangeRequest Range(Role role) => random.Next(4) switch
    {
        0 when role is Role.FrontLine or Role.DepartmentManager => new RangeRequest
        {
            Field = "birthday", From = Json($"{random.Next(1, 13):00}-{random.Next(1, 29):00}"), To = Json($"{random.Next(1, 13):00}-02"),
        },
        0 or 1 => NumberRange(One(Fields.Numbers)),
        _ => DayRange(One(Fields.Days)),
    };

    private RangeRequest NumberRange(string field)
    {
        var value = Fields.NumberOf(Somebody(), field) ?? 0;
        var width = random.Next(3) == 0 ? 0 : random.NextInt64(value + 10);
        return new RangeRequest
        {
            Field = field, From = Json(value), To = random.Next(3) == 0 ? null : Json(value + width),
            FromInclusive = width > 1 ? random.Next(2) == 0 : null, ToInclusive = width > 1 ? random.Next(2) == 0 : null,
        };
    }

    private RangeRequest DayRange(string field)
    {
        if (random.Next(2) == 0)
            return new RangeRequest { Field = field, From = Json(One(["-30d", "-3M", "-400d", "startOfMonth", "-6M"])), To = Json("today") };

        var day = Fields.NumberOf(Somebody(), field) is { } number ? DateOnly.FromDayNumber((int)number) : around.Today;
        return random.Next(2) == 0
            ? new RangeRequest { Field = field, From = Json(Text(day)), To = Json(Text(day.AddDays(random.Next(60)))) }
            : new RangeRequest { Field = field, To = Json(Text(day)), ToInclusive = random.Next(2) == 0 };
    }

    private Dictionary<string, IReadOnlyList<string>> Filters()
    {
        Dictionary<string, IReadOnlyList<string>> filters = [];
        for (var i = random.Next(1, 3); i > 0; i--)
        {
            var field = One(Fields.Filters);
            List<string> values = [.. Fields.ValuesOf(Somebody(), field, around.Organisation), .. Fields.ValuesOf(Somebody(), field, around.Organisation)];
            if (values.Count > 0)
                filters[field] = [.. values.Distinct()];
        }

        return filters.Count > 0 ? filters : new() { ["kind"] = ["individual"] };
    }

    private List<string> Sort() =>
    [
        .. Some(3, () => One((string[])[.. Fields.Numbers, .. Fields.Days, "customerNo", "status", "region", "relevance"]))
            .Distinct().Select(word => word != "relevance" && random.Next(2) == 0 ? "-" + word : word),
    ];

    private string Facet() => random.Next(2) == 0
        ? One(around.Catalogue.Dimensions).Name
        : One(Fields.Filters);

    private Customer Somebody() => One(around.Subjects).Customer;

    private T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private List<T> Some<T>(int most, Func<T> make) => [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => make())];

    private static string Text(DateOnly day) => day.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value);
}
