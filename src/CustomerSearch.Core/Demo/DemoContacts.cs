using System.Globalization;
using CustomerSearch.Core.Customers;

namespace CustomerSearch.Core.Demo;

/// <summary>Contacts and identity numbers, in normal form, sealed. E-mail hosts are reserved ones (RFC 2606).</summary>
internal sealed class DemoContacts(DemoNumbers numbers, SecretValues secrets)
{
    private static readonly string[] PersonHosts =
        ["example.com", "example.net", "example.org", "mail.cn.example", "163.example.com", "qq.example.com"];

    private static readonly string[] CompanyHosts = ["corp.example.com", "gongsi.cn.example", "office.example.net"];

    private static readonly Weighted<int> Count = new([(1, 58), (2, 32), (3, 10)]);

    /// <summary>One to three contacts, each of another type or another number; the first is the primary one.</summary>
    public void Add(DemoRandom random, Customer customer, City city, string letters)
    {
        var company = customer.Kind == CustomerKind.Enterprise;
        var count = Count.Pick(random);
        for (var i = 0; i < count; i++)
        {
            var (type, value) = Next(random, city, letters, company, i);
            customer.Contacts.Add(secrets.NewContact(customer.Number, type, value, primary: i == 0));
        }
    }

    /// <summary>The identity numbers that some individuals have left with the company.</summary>
    public void AddIdentity(DemoRandom random, Customer customer, City city)
    {
        if (customer is not { Kind: CustomerKind.Individual, BornOn: { } bornOn, Gender: { } gender } || city.IsAbroad)
            return;

        if (random.Chance(300))
            secrets.SetIdCard(customer, numbers.IdCard(random, DemoPlaces.Division(random, city), bornOn, gender));

        if (random.Chance(120))
            secrets.SetBankCard(customer, numbers.BankCard());
    }

    private (ContactType, string) Next(DemoRandom random, City city, string letters, bool company, int place)
    {
        var lot = random.Below(100);
        if (place == 0)
        {
            return company && lot < 35 && !city.IsAbroad ? Landline(city)
                : lot >= 97 ? Email(random, letters, company)
                : Mobile();
        }

        return lot switch
        {
            < 45 => Email(random, letters, company),
            < 75 => Wechat(random, letters),
            < 85 when !city.IsAbroad => Landline(city),
            _ => Mobile(),
        };
    }

    private (ContactType, string) Mobile() => (ContactType.Mobile, numbers.Mobile());

    private (ContactType, string) Landline(City city) => (ContactType.Landline, numbers.Landline(city));

    private (ContactType, string) Email(DemoRandom random, string letters, bool company)
    {
        var user = letters.Length == 0 ? "user" : letters;
        var host = random.Pick(company ? CompanyHosts : PersonHosts);
        return (ContactType.Email, string.Create(CultureInfo.InvariantCulture, $"{user}{numbers.Name()}@{host}"));
    }

    private (ContactType, string) Wechat(DemoRandom random, string letters)
    {
        var user = letters.Length == 0 || random.Chance(300) ? "wxid" : letters.Length > 12 ? letters[..12] : letters;
        return (ContactType.Wechat, string.Create(CultureInfo.InvariantCulture, $"{user}_{numbers.Name():0000}"));
    }
}
