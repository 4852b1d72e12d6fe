namespace CustomerSearch.Core.Demo;

/// <summary>A city with what follows from it.</summary>
/// <param name="Division">First four digits of its administrative division.</param>
/// <param name="Tier">Null outside the mainland.</param>
/// <param name="LocalDigits">Digits of a landline without the area code.</param>
internal sealed record City(
    string Name, string Province, string Region, string Division, string? Tier, string AreaCode, int LocalDigits)
{
    public bool IsAbroad => Tier is null;

    /// <summary>The name as people and companies say it, without 市.</summary>
    public string ShortName { get; } = Name.TrimEnd('市');
}

/// <summary>Cities by how many customers live there, and addresses in them.</summary>
internal sealed class DemoPlaces
{
    private readonly Weighted<City> cities =
        new(DemoData.Lines("cities.txt").Select(line => (Parse(line), int.Parse(line[5]))));

    private readonly Dictionary<string, string[]> addresses = DemoData.Lists("addresses.txt");

    public City City(DemoRandom random) => cities.Pick(random);

    /// <summary>Six digits of a county or district of the city.</summary>
    public static string Division(DemoRandom random, City city) => city.Division + "0" + (char)('1' + random.Below(6));

    public string Home(DemoRandom random, City city) =>
        $"{Street(random, city)}{random.Pick(addresses["住名"])}{random.Pick(addresses["住处"])}"
        + $"{random.Between(1, 40)}栋{random.Between(1, 32)}{random.Between(1, 8):00}室";

    public string Office(DemoRandom random, City city) =>
        $"{Street(random, city)}{random.Pick(addresses["住名"])}{random.Pick(addresses["办公"])}"
        + $"{(char)('A' + random.Below(6))}座{random.Between(1, 40)}层";

    private string Street(DemoRandom random, City city)
    {
        var province = city.Province == city.Name ? "" : city.Province;
        return $"{province}{city.Name}{random.Pick(addresses["道路"])}{random.Between(1, 999)}号";
    }

    private static City Parse(string[] line) => line[4] == "-"
        ? new City(line[0], line[1], line[2], line[3], null, "", 0)
        : new City(line[0], line[1], line[2], line[3], line[4], line[6], int.Parse(line[7]));
}
