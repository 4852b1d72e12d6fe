using System.Collections.Frozen;

namespace CustomerSearch.Core.Access;

/// <summary>How a role sees a value.</summary>
public enum Sight
{
    Hidden = 0,
    Masked,
    Clear,
}

/// <summary>Where a customer is shown.</summary>
public enum Showing
{
    List,
    Opened,
}

/// <summary>
/// Who sees, searches and reveals which class of field. This table is the whole rule; what it does not name is
/// hidden.
/// </summary>
public static class FieldMatrix
{
    private static readonly FieldClass[] Everything =
        [FieldClass.Plain, FieldClass.Name, FieldClass.Personal, FieldClass.Contact, FieldClass.Identity, FieldClass.Assessment];

    private static readonly FrozenDictionary<Role, Row> Rows = new Dictionary<Role, Row>
    {
        [Role.FrontLine] = Staff,
        [Role.DepartmentManager] = Staff,
        [Role.Marketing] = new Row(
            List: See(name: Sight.Masked, contact: Sight.Masked),
            Opened: See(name: Sight.Masked, contact: Sight.Masked),
            Searches: [FieldClass.Plain],
            Reveals: []),
        [Role.Administrator] = new Row(
            List: See(name: Sight.Clear, contact: Sight.Masked),
            Opened: See(name: Sight.Clear, contact: Sight.Masked, identity: Sight.Masked),
            Searches: [FieldClass.Plain, FieldClass.Name],
            Reveals: [FieldClass.Contact, FieldClass.Identity]),
    }.ToFrozenDictionary();

    /// <summary>
    /// The class of each property of a view, by its name; a property missing here is shown to nobody.
    /// </summary>
    private static readonly FrozenDictionary<string, FieldClass> Classes = new (FieldClass Class, string[] Properties)[]
    {
        (FieldClass.Plain,
        [
            "CustomerNo", "Kind", "Region", "Province", "City", "Status", "Department", "Owners", "LastContactOn", "LastOrderOn",
            "Tags", "Gender", "CityTier", "Size", "Ownership", "Industry", "Sources", "FirstContactOn", "FirstOrderOn",
            "CooperationSince", "Certification", "Metrics", "Rfm", "Consents", "Version", "CreatedOn",
        ]),
        (FieldClass.Name, ["Name"]),
        (FieldClass.Personal,
            ["Reading", "BornOn", "Address", "Occupation", "LegalRepresentative", "LicenceNo", "ExternalIds"]),
        (FieldClass.Contact, ["PrimaryContact", "Contacts"]),
        (FieldClass.Identity, ["IdCardNo", "BankCardNo"]),
        (FieldClass.Assessment, ["CreditGrade", "RiskLevel", "Remark"]),
    }.SelectMany(row => row.Properties.Select(property => (property, row.Class)))
        .ToFrozenDictionary(pair => pair.property, pair => pair.Class);

    private static Row Staff => new(
        List: See(name: Sight.Clear, contact: Sight.Masked),
        Opened: See(Sight.Clear, Sight.Clear, Sight.Clear, Sight.Masked, Sight.Clear),
        Searches: Everything,
        Reveals: [FieldClass.Contact, FieldClass.Identity]);

    public static FieldClass ClassOf(string property) => Classes.GetValueOrDefault(property);

    public static Sight SightOf(Role role, Showing showing, FieldClass fieldClass) =>
        Rows.TryGetValue(role, out var row)
            ? (showing == Showing.List ? row.List : row.Opened).GetValueOrDefault(fieldClass)
            : Sight.Hidden;

    /// <summary>Whether the role may search, filter, sort and count by fields of the class.</summary>
    public static bool MaySearch(Role role, FieldClass fieldClass) =>
        Rows.TryGetValue(role, out var row) && row.Searches.Contains(fieldClass);

    /// <summary>
    /// Whether the role may have the clear values of the class, one customer at a time, each time recorded.
    /// </summary>
    public static bool MayReveal(Role role, FieldClass fieldClass) =>
        Rows.TryGetValue(role, out var row) && row.Reveals.Contains(fieldClass);

    private static FrozenDictionary<FieldClass, Sight> See(
        Sight name = Sight.Hidden, Sight personal = Sight.Hidden, Sight contact = Sight.Hidden,
        Sight identity = Sight.Hidden, Sight assessment = Sight.Hidden) => new Dictionary<FieldClass, Sight>
        {
            [FieldClass.Plain] = Sight.Clear,
            [FieldClass.Name] = name,
            [FieldClass.Personal] = personal,
            [FieldClass.Contact] = contact,
            [FieldClass.Identity] = identity,
            [FieldClass.Assessment] = assessment,
        }.ToFrozenDictionary();

    private sealed record Row(
        IReadOnlyDictionary<FieldClass, Sight> List,
        IReadOnlyDictionary<FieldClass, Sight> Opened,
        IReadOnlyList<FieldClass> Searches,
        IReadOnlyList<FieldClass> Reveals);
}
