using CustomerSearch.Core.Customers;

namespace CustomerSearch.Specs.Customers;

public sealed class NumberSpecs
{
    [Theory]
    [InlineData("ED2024001", "ED2024001")]
    [InlineData("ed2024001", "ED2024001")]
    [InlineData("IT20241000", "IT20241000")]
    public void A_customer_number_is_read_in_either_case(string text, string number) =>
        Assert.Equal(number, CustomerNo.Parse(text, null).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("XX2024001")]
    [InlineData("ED202401")]
    [InlineData("ED2024000")]
    [InlineData("ED20240001")]
    [InlineData("ED2024０01")]
    [InlineData("ED2024001x")]
    [InlineData("ED20249999999999")]
    public void What_only_looks_like_a_customer_number_is_none(string text) => Assert.False(CustomerNo.TryParse(text, null, out _));

    [Theory]
    [InlineData("13812345678")]
    [InlineData("+86 138 1234 5678")]
    [InlineData("0086-138-1234-5678")]
    [InlineData("１３８１２３４５６７８")]
    [InlineData("138 1234 5678")]
    public void A_mobile_has_one_normal_form_whatever_the_spelling(string text) =>
        Assert.Equal((ContactType.Mobile, "13812345678"), NormalForm.Phone(text));

    [Theory]
    [InlineData("021-6234 5678", "+862162345678")]
    [InlineData("(010) 6552 9988", "+861065529988")]
    public void A_landline_is_kept_in_the_international_form(string text, string normal) =>
        Assert.Equal((ContactType.Landline, normal), NormalForm.Phone(text));

    [Theory]
    [InlineData("12345678")]
    [InlineData("王芳")]
    [InlineData("1381234567")]
    [InlineData("138123456789")]
    [InlineData("\ud800")]
    public void What_is_no_phone_has_no_normal_form(string text) => Assert.Null(NormalForm.Phone(text));

    [Theory]
    [InlineData("11010519491231002X", true)]
    [InlineData("11010519491231002x", true)]
    [InlineData("110105194912310021", false)]
    [InlineData("110105194913310023", false)]
    public void An_id_card_number_has_a_date_and_a_check_digit(string text, bool valid) =>
        Assert.Equal(valid, NormalForm.IdCard(text) is not null);

    [Theory]
    [InlineData("4111 1111 1111 1111", true)]
    [InlineData("4111111111111112", false)]
    public void A_bank_card_number_has_a_check_digit(string text, bool valid) =>
        Assert.Equal(valid, NormalForm.BankCard(text) is not null);

    [Theory]
    [InlineData("Li@Example.COM", "li@example.com")]
    [InlineData("ｌｉ＠example.com", "li@example.com")]
    [InlineData("li@localhost", null)]
    [InlineData("li example.com", null)]
    public void An_e_mail_address_is_kept_in_lower_case(string text, string? normal) => Assert.Equal(normal, NormalForm.Email(text));
}
