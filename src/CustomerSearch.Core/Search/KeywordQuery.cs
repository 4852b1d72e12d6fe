using System.Text;
using System.Text.RegularExpressions;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Names;

namespace CustomerSearch.Core.Search;

/// <summary>What a keyword may be, by its shape: one text can be several things at once.</summary>
public sealed partial class KeywordQuery
{
    /// <summary>The greatest length of a keyword, in code points.</summary>
    public const int Longest = 64;

    private KeywordQuery(string text) => Text = text;

    /// <summary>As typed, without blanks around it.</summary>
    public string Text { get; }

    /// <summary>The whole values it may be, best first. Where there is one, the system of record answers.</summary>
    public required IReadOnlyList<FullValue> FullValues { get; init; }

    /// <summary>The beginning of a customer number, in upper case; null when it cannot be one.</summary>
    public required string? NumberPrefix { get; init; }

    /// <summary>Four digits, which may be a phone's last; null otherwise.</summary>
    public required string? PhoneTail { get; init; }

    /// <summary>The WeChat id it may be, in its normal form; null where it cannot be one. It may be much else.</summary>
    public required string? Wechat { get; init; }

    /// <summary>The name it may be; null where nothing is left of it after folding.</summary>
    public required NameQuery? Name { get; init; }

    /// <summary>What to look for in remarks; null where it finds none.</summary>
    public required NameMatch? Remark { get; init; }

    /// <summary>Reads a keyword; never throws.</summary>
    /// <returns>The keyword, or what is wrong with it.</returns>
    public static (KeywordQuery? Query, string? Error) Parse(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
            return (null, "Must not be blank.");
        if (!IsWellFormed(trimmed))
            return (null, "Must not hold control characters or lone surrogates.");
        if (trimmed.EnumerateRunes().Count() > Longest)
            return (null, $"Must have at most {Longest} characters.");

        var hasName = NameQuery.TryParse(trimmed, NameMode.Auto, out var name, out _);
        var query = new KeywordQuery(trimmed)
        {
            FullValues = [.. FullValue.Read(trimmed)],
            NumberPrefix = NumberBeginning().IsMatch(trimmed) && Industries.IsCode(trimmed[..2].ToUpperInvariant())
                ? trimmed.ToUpperInvariant() : null,
            PhoneTail = FourDigits().IsMatch(trimmed) ? trimmed : null,
            Wechat = NormalForm.Wechat(trimmed),
            Name = hasName ? name : null,
            Remark = RemarkText.Query(trimmed),
        };
        return query.FullValues.Count == 0 && query.NumberPrefix is null && query.PhoneTail is null
            && query.Wechat is null && query.Name is null && query.Remark is null
            ? (null, "Nothing is left to search for: it holds only separators or signs.")
            : (query, null);
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune) || (Rune.IsControl(rune) && rune.Value is not ('\t' or '\r' or '\n')))
                return false;

            i += rune.Utf16SequenceLength;
        }

        return true;
    }

    [GeneratedRegex("^[A-Za-z]{2}[0-9]{1,9}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NumberBeginning();

    [GeneratedRegex("^[0-9]{4}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FourDigits();
}

/// <summary>A whole value by which exactly its customers are found.</summary>
public abstract partial record FullValue
{
    private FullValue()
    {
    }

    /// <summary>The class of data that the value belongs to: who may not search by it is refused.</summary>
    public abstract FieldClass Class { get; }

    /// <summary>What a hit by it is called.</summary>
    public abstract string Reason { get; }

    /// <summary>Everything the text may be in full.</summary>
    public static IEnumerable<FullValue> Read(string text)
    {
        if (CustomerNo.TryParse(text, null, out var number))
            yield return new Number(number);
        if (NormalForm.IdCard(text) is { } idCard)
            yield return new IdCard(idCard);
        if (NormalForm.BankCard(text) is { } bankCard)
            yield return new BankCard(bankCard);
        if (LicenceForm().IsMatch(text))
            yield return new Licence(text.ToUpperInvariant());
        if (NormalForm.Phone(text) is var (_, phone))
            yield return new ContactValue(phone, IsEmail: false);
        if (NormalForm.Email(text) is { } email)
            yield return new ContactValue(email, IsEmail: true);
        if (ExternalForm().Match(text) is { Success: true } match)
            yield return new External(match.Groups["system"].Value, match.Groups["id"].Value);
    }

    [GeneratedRegex(
        "^[0-9A-HJ-NP-RTUWXYa-hj-np-rtuwxy]{2}[0-9]{6}[0-9A-HJ-NP-RTUWXYa-hj-np-rtuwxy]{10}$",
        RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex LicenceForm();

    [GeneratedRegex(
        "^(?<system>[A-Za-z][A-Za-z0-9_-]{0,49})/(?<id>\\S{1,200})$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex ExternalForm();

    public sealed record Number(CustomerNo Value) : FullValue
    {
        public override FieldClass Class => FieldClass.Plain;

        public override string Reason => "客户编号";
    }

    /// <param name="Value">In its normal form.</param>
    /// <param name="IsEmail">Otherwise a phone.</param>
    public sealed record ContactValue(string Value, bool IsEmail) : FullValue
    {
        public override FieldClass Class => FieldClass.Contact;

        public override string Reason => IsEmail ? "邮箱" : "电话";
    }

    public sealed record IdCard(string Value) : FullValue
    {
        public override FieldClass Class => FieldClass.Identity;

        public override string Reason => "身份证号";
    }

    public sealed record BankCard(string Value) : FullValue
    {
        public override FieldClass Class => FieldClass.Identity;

        public override string Reason => "银行卡号";
    }

    public sealed record Licence(string Value) : FullValue
    {
        public override FieldClass Class => FieldClass.Personal;

        public override string Reason => "执照号";
    }

    public sealed record External(string System, string Value) : FullValue
    {
        public override FieldClass Class => FieldClass.Personal;

        public override string Reason => "外部编号";
    }
}
