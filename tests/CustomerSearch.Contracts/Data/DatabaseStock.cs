using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Tags;

namespace CustomerSearch.Contracts.Data;

/// <summary>Customers with every part there is, and statements that touch each of these.</summary>
internal static class DatabaseStock
{
    /// <summary>A raw statement for each action on each table that feeds a document, for customer {0}; {1} is a byte, {2} an instant.</summary>
    public static TheoryData<string, string> Statements => new()
    {
        { "Customer", "UPDATE \"Customer\" SET \"Name\" = 'x' WHERE \"Id\" = {0}" },
        { "Customer", "DELETE FROM \"Customer\" WHERE \"Id\" = {0}" },
        { "Contact", "INSERT INTO \"Contact\" (\"CustomerId\", \"Type\", \"IsPrimary\", \"Cipher\", \"Blind\") VALUES ({0}, 1, 0, 'c', {1})" },
        { "Contact", "UPDATE \"Contact\" SET \"IsPrimary\" = 0 WHERE \"CustomerId\" = {0}" },
        { "Contact", "DELETE FROM \"Contact\" WHERE \"CustomerId\" = {0}" },
        { "ExternalId", "INSERT INTO \"ExternalId\" (\"CustomerId\", \"System\", \"Value\") VALUES ({0}, 'ERP', 'new')" },
        { "ExternalId", "UPDATE \"ExternalId\" SET \"Value\" = 'changed' WHERE \"CustomerId\" = {0}" },
        { "ExternalId", "DELETE FROM \"ExternalId\" WHERE \"CustomerId\" = {0}" },
        { "CustomerSource", "INSERT INTO \"CustomerSource\" (\"CustomerId\", \"Source\") VALUES ({0}, '其他')" },
        { "CustomerSource", "UPDATE \"CustomerSource\" SET \"Source\" = '转介绍' WHERE \"CustomerId\" = {0}" },
        { "CustomerSource", "DELETE FROM \"CustomerSource\" WHERE \"CustomerId\" = {0}" },
        { "CustomerOwner", "INSERT INTO \"CustomerOwner\" (\"CustomerId\", \"AccountId\") VALUES ({0}, 2)" },
        { "CustomerOwner", "UPDATE \"CustomerOwner\" SET \"AccountId\" = 2 WHERE \"CustomerId\" = {0}" },
        { "CustomerOwner", "DELETE FROM \"CustomerOwner\" WHERE \"CustomerId\" = {0}" },
        { "CustomerTag", "INSERT INTO \"CustomerTag\" (\"CustomerId\", \"TagId\", \"At\") VALUES ({0}, 2, {2})" },
        { "CustomerTag", "UPDATE \"CustomerTag\" SET \"TagId\" = 2 WHERE \"CustomerId\" = {0}" },
        { "CustomerTag", "DELETE FROM \"CustomerTag\" WHERE \"CustomerId\" = {0}" },
        { "CustomerInterest", "INSERT INTO \"CustomerInterest\" (\"CustomerId\", \"Kind\", \"Category\", \"LastOn\") VALUES ({0}, 2, '图书', '2026-01-01')" },
        { "CustomerInterest", "UPDATE \"CustomerInterest\" SET \"LastOn\" = '2026-02-02' WHERE \"CustomerId\" = {0}" },
        { "CustomerInterest", "DELETE FROM \"CustomerInterest\" WHERE \"CustomerId\" = {0}" },
        { "ConsentChange", "INSERT INTO \"ConsentChange\" (\"CustomerId\", \"Channel\", \"State\", \"At\", \"Source\") VALUES ({0}, '短信', 2, {2}, '客服')" },
        { "ConsentChange", "UPDATE \"ConsentChange\" SET \"State\" = 2 WHERE \"CustomerId\" = {0}" },
        { "ConsentChange", "DELETE FROM \"ConsentChange\" WHERE \"CustomerId\" = {0}" },
    };

    public static Customer NewCustomer(string number, DepartmentId department) => new()
    {
        Number = number, CreatedAt = DateTimeOffset.UnixEpoch, UpdatedAt = DateTimeOffset.UnixEpoch, Kind = CustomerKind.Individual,
        Name = "王芳", Industry = "教育", Status = "潜在客户", DepartmentId = department,
    };

    public static async Task<(CustomerId, CustomerId)> SeedAsync(CustomerDb db, CancellationToken ct)
    {
        var department = new Department { Name = "总部" };
        var dimension = new TagDimension { Name = "自定义", Exclusive = false };
        dimension.Tags.AddRange([new() { Code = "一", Definition = "一" }, new() { Code = "二", Definition = "二" }]);
        db.AddRange(department, dimension);
        await db.SaveChangesAsync(ct);
        var accounts = new[] { "a", "b" }.Select(name => new Account
        {
            UserName = name, NormalizedUserName = name, RealName = name, Role = Role.FrontLine, DepartmentId = department.Id,
        }).ToList();
        db.AddRange(accounts);
        await db.SaveChangesAsync(ct);
        var (one, two) = (NewCustomer("ED2026001", department.Id), NewCustomer("ED2026002", department.Id));
        one.Contacts.Add(new Contact { Type = ContactType.Mobile, Cipher = "c", Blind = [1], IsPrimary = true });
        one.ExternalIds.Add(new ExternalId { System = "CRM", Value = "1" });
        one.Sources.Add(new CustomerSource { Source = "展会" });
        one.Owners.Add(new CustomerOwner { AccountId = accounts[0].Id });
        one.Tags.Add(new CustomerTag { TagId = dimension.Tags[0].Id, At = DateTimeOffset.UnixEpoch });
        one.Interests.Add(new CustomerInterest { Kind = InterestKind.Bought, Category = "家电", LastOn = new DateOnly(2026, 1, 1) });
        one.Consents.Add(new ConsentChange { Channel = "短信", State = ConsentState.Given, At = DateTimeOffset.UnixEpoch, Source = "表单" });
        db.AddRange(one, two);
        await db.SaveChangesAsync(ct);
        return (one.Id, two.Id);
    }
}
