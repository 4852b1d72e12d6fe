using CustomerSearch.Core.Names;

namespace CustomerSearch.Specs.Names;

public sealed class NameTermsSpecs
{
    [Theory]
    [InlineData("赵敏", false, "赵|^赵 敏 $.|$=")]
    [InlineData("趙敏", false, "趙|~赵|^趙|^~赵 敏 $.|$=")]
    [InlineData("赵 敏", false, "赵|^赵 敏 $.|$1fc47c0d")]
    [InlineData("abc d", false, "abc|/a|/ab|^abc|^/a|^/ab d $.|$=")]
    [InlineData("深圳华为", true, "深|^深 圳 华|>华 为 $.|$=")]
    [InlineData("深圳华为", false, "深|^深 圳 华 为 $.|$=")]
    [InlineData("广东省深圳a", true, "广|^广 东 省 深|>深 圳 a|>a $.|$=")]
    [InlineData("a|b", false, "a|^a ｜ b $.|$=")]
    public void A_name_becomes_its_stream(string name, bool company, string stream) =>
        Assert.Equal(stream, Line(NameTerms.ForIndex(Parse(name), company)));

    [Fact]
    public void No_text_imitates_a_mark_and_no_token_holds_a_blank_or_a_stroke()
    {
        var random = new Random(3);
        string[] pieces =
        [
            "$", "=", "$=", "~", "^", ">", "/", "|", "｜", "刘", "劉", "a", "\t", "\u2028", "\u3000", "赵", "\uFFFE",
        ];
        for (var round = 0; round < 5_000; round++)
        {
            if (!NameText.TryParse(string.Concat(random.GetItems(pieces, 6)), out var name, out _))
                continue;
            var stream = NameTerms.ForIndex(name, company: true);
            Assert.Equal(name.Elements.Count + 1, stream.Count);
            Assert.All(stream.SelectMany(position => position), token =>
            {
                Assert.DoesNotContain(token, unit => char.IsWhiteSpace(unit) || unit == '|');
                Assert.NotEmpty(token);
            });
            var plain = stream.SkipLast(1).Select(position => position[0]).ToArray();
            Assert.All(plain, token =>
                Assert.True(token.EnumerateRunes().Count() == 1 || token.All(char.IsLetterOrDigit)));
        }
    }

    [Fact]
    public void A_position_stays_far_below_the_longest_token_of_an_engine()
    {
        var stream = NameTerms.ForIndex(Parse(string.Concat(Enumerable.Repeat("𐐀", 200))), company: true);

        Assert.InRange(stream.Max(position => string.Join('|', position).Length), 1, 4096);
    }

    private static string Line(IReadOnlyList<IReadOnlyList<string>> stream) =>
        string.Join(' ', stream.Select(position => string.Join('|', position)));

    private static NameText Parse(string raw) =>
        NameText.TryParse(raw, out var text, out _) ? text : throw new InvalidDataException(raw);
}
