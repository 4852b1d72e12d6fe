using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Demo;

namespace CustomerSearch.Specs.Demo;

public sealed class DemoNumbersSpecs(DemoBaseFixture demo)
{
    [Fact]
    public void No_two_customers_share_a_number_of_any_kind()
    {
        Unique(demo.Customers.Select(c => c.Number));
        Unique(
            from contact in demo.Customers.SelectMany(c => c.Contacts)
            where contact.Type != ContactType.Landline
            select Convert.ToHexString(contact.Blind));
        Unique(demo.Customers.SelectMany(c => c.ExternalIds).Select(e => $"{e.System}/{e.Value}"));
        Unique(demo.Customers.Where(c => c.LicenceNo is not null).Select(c => c.LicenceNo!));
        Unique(demo.Customers.Select(c => c.IdCardBlind).OfType<byte[]>().Select(Convert.ToHexString));
        Unique(demo.Customers.Select(c => c.BankCardBlind).OfType<byte[]>().Select(Convert.ToHexString));
    }

    [Fact]
    public void Customers_have_one_to_three_contacts_of_which_one_is_primary() => Assert.All(demo.Customers, customer =>
    {
        Assert.InRange(customer.Contacts.Count, 1, 3);
        Assert.Single(customer.Contacts, c => c.IsPrimary);
    });

    [Fact]
    public void Contacts_open_to_values_in_their_normal_form() => Assert.All(demo.Customers.Take(20_000), customer =>
    {
        foreach (var contact in customer.Contacts)
        {
            var value = demo.Secrets.OpenContact(customer.Number, contact.Cipher);
            var normal = contact.Type switch
            {
                ContactType.Email => NormalForm.Email(value),
                ContactType.Wechat => NormalForm.Wechat(value),
                _ => NormalForm.Phone(value) is { } phone && phone.Type == contact.Type ? phone.Value : null,
            };
            Assert.Equal(value, normal);
        }
    });

    [Fact]
    public void Every_mobile_prefix_and_every_area_code_is_real()
    {
        var numbers = new DemoNumbers(3);
        var mobiles = Enumerable.Range(0, 5_000).Select(_ => numbers.Mobile()).ToList();
        Assert.Equal(48, mobiles.Select(mobile => mobile[..3]).Distinct().Count());
        Assert.All(mobiles, mobile => Assert.Equal((ContactType.Mobile, mobile), NormalForm.Phone(mobile)));

        var random = new DemoRandom(3, 0);
        var places = new DemoPlaces();
        foreach (var city in Enumerable.Range(0, 20_000).Select(_ => places.City(random)).Where(city => !city.IsAbroad))
        {
            var landline = numbers.Landline(city);
            Assert.Equal((ContactType.Landline, landline), NormalForm.Phone(landline));
        }
    }

    [Fact]
    public void E_mail_hosts_are_reserved_for_examples() => Assert.All(
        from customer in demo.Customers.Take(5_000)
        from contact in customer.Contacts
        where contact.Type == ContactType.Email
        select demo.Secrets.OpenContact(customer.Number, contact.Cipher),
        address => Assert.Matches(@"(@|\.)example(\.com|\.net|\.org)?$", address));

    [Fact]
    public void Identity_numbers_are_valid_and_agree_with_the_person()
    {
        var holders = demo.Customers.Where(c => c.IdCardCipher is not null).ToList();
        Assert.NotEmpty(holders);
        Assert.All(holders, customer =>
        {
            var number = demo.Secrets.OpenIdCard(customer.Number, customer.IdCardCipher!);
            Assert.Equal(number, NormalForm.IdCard(number));
            Assert.Equal(customer.BornOn!.Value.ToString("yyyyMMdd", null), number[6..14]);
            Assert.Equal(customer.Gender == "男", (number[16] - '0') % 2 == 1);
        });
        Assert.All(demo.Customers.Where(c => c.BankCardCipher is not null), customer =>
        {
            var number = demo.Secrets.OpenBankCard(customer.Number, customer.BankCardCipher!);
            Assert.Equal(number, NormalForm.BankCard(number));
        });
    }

    [Theory]
    [InlineData("91350100M000100Y43")]
    [InlineData("914403001922038216")]
    [InlineData("9144030071526726XG")]
    public void Check_characters_of_credit_codes_are_those_of_published_examples(string code) =>
        Assert.Equal(code[17], CheckDigits.CreditCode(code.AsSpan(0, 17)));

    [Fact]
    public void Licences_are_credit_codes_with_both_check_characters()
    {
        var licences = demo.Customers.Where(c => c.LicenceNo is not null).Select(c => c.LicenceNo!).ToList();
        Assert.NotEmpty(licences);
        Assert.All(licences, licence =>
        {
            Assert.Equal(18, licence.Length);
            Assert.Equal(licence[16], CheckDigits.OrganisationCode(licence.AsSpan(8, 8)));
            Assert.Equal(licence[17], CheckDigits.CreditCode(licence.AsSpan(0, 17)));
        });
    }

    [Fact]
    public void Numbers_do_not_collide_among_a_million_customers()
    {
        var numbers = new DemoNumbers(1);
        Unique(Enumerable.Range(0, 2_000_000).Select(_ => numbers.Mobile()));
        Unique(Enumerable.Range(0, 1_000_000).Select(_ => numbers.External("CRM")));
        Unique(Enumerable.Range(0, 200_000).Select(_ => numbers.Licence("310101", institution: false)));
    }

    private static void Unique(IEnumerable<string> values)
    {
        var seen = new HashSet<string>();
        foreach (var value in values)
        {
            if (!seen.Add(value))
                Assert.Fail($"{value} comes twice.");
        }
    }
}
