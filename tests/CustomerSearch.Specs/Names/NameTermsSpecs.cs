using CustomerSearch.Core.Names;

namespace CustomerSearch.Specs.Names;

public sealed class NameTermsSpecs
{
    [Theory]
    [InlineData("赵敏", "赵|^赵 敏 $.|$=")]
    [InlineData("趙敏", "趙|~赵|^趙|^~赵 敏 $.|$=")]
    [InlineData("赵 敏", "赵|^赵 敏 $.|$1fc47c0d")]
    [InlineData("abc d", "abc|/a|/ab|^abc|^/a|^/ab d $.|$=")]
    [InlineData("a|b", "a|^a ｜ b $.|$=")]
    public void A_name_that_is_found_as_written_becomes_its_stream(string name, string stream) =>
        Assert.Equal(stream, Line(NameTerms.AsWritten(Parse(name))));

    [Theory]
    [InlineData("敏", false, "敏|^敏|^??|^=min|^.m|^.mi $.|$=")]
    [InlineData("李趙a", false, "李|^李|^??|^李赵|^李.z|^=li|^=li.z|^.l|^,lz 趙|~赵|??|=zhao|.z|.zh|.zha a $.|$=")]
    [InlineData("曾", false, "曾|^曾|^??|^=zeng|^=ceng1|^.z|^.ze|^.zen|^.c1|^.ce1|^.cen1 $.|$=")]
    [InlineData("abc", false, "abc|/a|/ab|^abc|^/a|^/ab $.|$=")]
    [InlineData("沪力", true, "沪|^沪|^??|^沪力|^沪.l|^=hu|^=hu.l|^.h|^,hl|;; 力|??|=li|.l|;; $.|$=")]
    [InlineData("力公司", true,
        "力|^力|^??|^力公|^力_司|^力.g|^=li|^=li.g|^.l|^,lg|;; 公|??|公司|公.s|`=gong|`=gong.s|`.g|`.go|`.gon|`,gs|;;|$, 司|??|`=si|`.s|;; $.|$=")]
    [InlineData("深圳力", true,
        "深|^深|^??|^深圳|^深_力|^深.z|^=shen|^=shen.z|^.s|^.sh|^.she|^,sz|;; 圳|??|圳力|圳.l|=zhen|=zhen.l|.z|.zh|.zhe|,zl|;; "
        + "力|??|=li|.l|>力|>??|>=li|>.l|;; $.|$=")]
    public void A_name_becomes_its_stream(string name, bool company, string stream) =>
        Assert.Equal(stream, Line(NameTerms.ForIndex(Parse(name), company)));

    [Fact]
    public void The_own_reading_of_a_customer_comes_first_and_the_others_stay()
    {
        var name = Parse("单一");
        Assert.True(OwnReading.TryParse("chán yī", name, out var own));

        Assert.Contains("|^=chan|^=chan.y|^=dan1|^=dan1.y|^=shan2", Line(NameTerms.ForIndex(name, company: false, own))
            .Replace("|^=dan.y1", "|^=dan1.y").Replace("|^=shan.y2", "|^=shan2.y"), StringComparison.Ordinal);
    }

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
