using CustomerSearch.Core.Access;

namespace CustomerSearch.Core.Customers.Writing;

/// <summary>Which fields a role writes. Whether it writes this customer is a matter of scope.</summary>
public static class WriteRights
{
    private const string Metrics = "metrics.";

    /// <summary>The fields of the row that are not the caller's to write; empty where all are.</summary>
    /// <param name="scope">Whose customers the caller may find.</param>
    public static IReadOnlyDictionary<string, string[]> Refusals(CustomerRow row, DraftContext context, Operator caller, Scope scope)
    {
        var refused = new FieldErrors();
        if (caller.Role is Role.System or null)
            return refused.ToDictionary();

        foreach (var name in row.Values.Keys.Where(name => name.StartsWith(Metrics, StringComparison.Ordinal)))
            refused.Add(name, "Metrics come from events and imports.");

        if (caller.Role == Role.FrontLine)
        {
            if (row.Owners is not null)
                refused.Add("owners", "Owners are assigned by managers.");
            if (row.Values.ContainsKey("department"))
                refused.Add("department", "The department is assigned by managers.");
        }
        else if (row.Values.TryGetValue("department", out var given) && given.Text is { } name
            && context.Organisation.Departments.TryGetValue(name, out var department)
            && !(scope is Scope.Of(var departments, _) && departments.Contains(department)))
            refused.Add("department", "Is not one of yours.");

        return refused.ToDictionary();
    }
}
