using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;

namespace CustomerSearch.Specs.Search.Oracle;

/// <summary>The fields of a customer by their name on the wire.</summary>
internal static class Fields
{
    public static string[] Filters { get; } =
        ["kind", "status", "industry", "region", "city", "department", "owner", "source", "gender", "cityTier", "size", "certificationLevel"];

    public static string[] Numbers { get; } = ["orders6m", "logins30d", "spend12mFen", "arpuFen", "lifetimeSpendFen", "averageOrderFen", "returnRateBp"];

    public static string[] Days { get; } = ["createdOn", "firstContactOn", "lastContactOn", "firstOrderOn", "lastOrderOn", "cooperationSince"];

    public static IEnumerable<string> ValuesOf(Customer c, string field, Organisation organisation) => field switch
    {
        "owner" => c.Owners.Select(o => organisation.UserNames[o.AccountId]),
        "source" => c.Sources.Select(s => s.Source),
        _ => ValueOf(c, field, organisation) is { } value ? [value] : [],
    };

    private static string? ValueOf(Customer c, string field, Organisation organisation) => field switch
    {
        "kind" => c.Kind == CustomerKind.Enterprise ? "enterprise" : "individual",
        "status" => c.Status,
        "industry" => c.Industry,
        "region" => c.Region,
        "city" => c.City,
        "department" => organisation.DepartmentNames[c.DepartmentId],
        "gender" => c.Gender,
        "cityTier" => c.CityTier,
        "size" => c.Size,
        "certificationLevel" => c.Certification.Level,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
    };

    public static long? NumberOf(Customer c, string field) => field switch
    {
        "orders6m" => c.Metrics.Orders6m,
        "logins30d" => c.Metrics.Logins30d,
        "spend12mFen" => c.Metrics.Spend12mFen,
        "arpuFen" => c.Metrics.ArpuFen,
        "lifetimeSpendFen" => c.Metrics.LifetimeSpendFen,
        "averageOrderFen" => c.Metrics.AverageOrderFen,
        "returnRateBp" => c.Metrics.ReturnRateBp,
        "createdOn" => DateOnly.FromDateTime(c.CreatedAt.ToOffset(TimeSpan.FromHours(8)).Date).DayNumber,
        "firstContactOn" => c.FirstContactOn?.DayNumber,
        "lastContactOn" => c.LastContactOn?.DayNumber,
        "firstOrderOn" => c.FirstOrderOn?.DayNumber,
        "lastOrderOn" => c.LastOrderOn?.DayNumber,
        "cooperationSince" => c.CooperationSince?.DayNumber,
        "bornOn" => c.BornOn?.DayNumber,
        "birthday" => c.BornOn is { } born ? Birthday(born) : null,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, null),
    };

    /// <summary>What a field orders by: a missing value is below every other.</summary>
    public static (string Text, long Number) OrderOf(Customer c, string field) => field switch
    {
        "status" => ("", Array.IndexOf(["潜在客户", "成交客户", "沉默客户", "流失客户"], c.Status)),
        "region" => ("", Array.IndexOf(["华东", "华南", "华北", "华中", "西南", "西北", "东北", "海外"], c.Region)),
        "customerNo" => (c.Number[..6], long.Parse(c.Number[6..], System.Globalization.CultureInfo.InvariantCulture)),
        _ => ("", NumberOf(c, field) ?? -1),
    };

    public static int Birthday(DateOnly day) => day is { Month: 2, Day: 29 } ? 228 : (day.Month * 100) + day.Day;
}
