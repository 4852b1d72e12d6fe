using CustomerSearch.Core.Names;

namespace CustomerSearch.Specs.Names;

public sealed class NameTextSpecs
{
    [Theory]
    [InlineData("赵敏", "赵 敏")]
    [InlineData("趙敏", "赵 敏")]
    [InlineData("赵　敏", "赵 敏")]
    [InlineData(" 赵\t敏\r\n", "赵 敏")]
    [InlineData("赵\u200B敏\uFEFF", "赵 敏")]
    [InlineData("赵\uFE00敏\U000E0100", "赵 敏")]
    [InlineData("赵\u0301敏", "赵 敏")]
    [InlineData("古力娜扎尔·拜合提亚尔", "古 力 娜 扎 尔 拜 合 提 亚 尔")]
    [InlineData("阿•卜・杜‧热∙西⋅提．买.买。提ㆍ江-艾–山—吾_尔", "阿 卜 杜 热 西 提 买 买 提 江 艾 山 吾 尔")]
    [InlineData("华为（中国）[有限]《公司》“x”", "华 为 中 国 有 限 公 司 x")]
    [InlineData("O'Brien", "o brien")]
    [InlineData("O’Brien", "o brien")]
    [InlineData("Jean--Luc . Picard", "jean luc picard")]
    [InlineData("zhāng sān", "zhang san")]
    [InlineData("zha\u0304ng", "zhang")]
    [InlineData("nǚ lü LÜ u\u0308 u\u0304\u0308", "nü lü lü ü ü")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("ＡＢＣ１２３", "abc123")]
    [InlineData("张S", "张 s")]
    [InlineData("T恤3M360", "t 恤 3m360")]
    [InlineData("①ﬁ㍿", "1fi 株 式 会 社")]
    [InlineData("(①)", "1")]
    [InlineData("豈更", "岂 更")]
    [InlineData("⼀⼁", "一 丨")]
    [InlineData("йод", "йод")]
    [InlineData("カ\u3099ガｶﾞ", "ガガガ")]
    [InlineData("ㄱㅏ가\u11A8", "가각")]
    [InlineData("*?name:x^2|~", "* ? name : x ^ 2 | ~")]
    [InlineData("张😀三", "张 😀 三")]
    [InlineData("1\uFE0F\u20E3", "1")]
    [InlineData("\u0301张", "张")]
    [InlineData("𠮷野", "𠮷 野")]
    [InlineData("\uFFFE\u0301张", "\uFFFE 张")]
    [InlineData("\uE000\uFFFF", "\uE000 \uFFFF")]
    [InlineData("星々〇", "星 々 〇")]
    public void A_text_becomes_its_elements(string raw, string elements) =>
        Assert.Equal(elements, string.Join(' ', Parse(raw).Elements.Select(element => element.Folded)));

    [Theory]
    [InlineData("", NameError.NothingLeft)]
    [InlineData("　 \t", NameError.NothingLeft)]
    [InlineData("···（）", NameError.NothingLeft)]
    [InlineData("\u200B\uFEFF\u00AD\uFE0F\u3164\u0301", NameError.NothingLeft)]
    [InlineData("张\0三", NameError.ControlCharacter)]
    [InlineData("张\u0085三", NameError.ControlCharacter)]
    [InlineData("张\u007F三", NameError.ControlCharacter)]
    public void What_is_no_name_is_refused_by_a_value(string raw, NameError expected)
    {
        Assert.False(NameText.TryParse(raw, out var text, out var error));
        Assert.Null(text);
        Assert.Equal(expected, error);
    }

    [Fact]
    public void Half_of_a_surrogate_pair_is_refused_by_a_value()
    {
        foreach (var raw in (string[])["\uD842", "\uDFB7", "张\uD842三", "\uDFB7\uD842", "a\uD842"])
        {
            Assert.False(NameText.TryParse(raw, out _, out var error));
            Assert.Equal(NameError.LoneSurrogate, error);
        }
    }

    [Fact]
    public void Two_hundred_code_points_are_a_name_and_one_more_is_not()
    {
        Assert.Equal(200, Parse(string.Concat(Enumerable.Repeat("𠮷", 200))).Elements.Count);
        Assert.Equal(NameError.TooLong, Refuse(string.Concat(Enumerable.Repeat("𠮷", 201))));
        Assert.Equal(NameError.TooLong, Refuse(new string(' ', 201)));
        Assert.Equal(NameError.TooLong, Refuse(new string('张', 1_000_000)));
    }

    [Fact]
    public void The_length_counts_again_after_normalisation()
    {
        Assert.Equal(NameError.TooLong, Refuse(new string('\uFDFA', 64)));
        Assert.Equal(4, Parse("\uFDFA").Elements.Count);
        Assert.Equal(NameError.TooLong, Refuse(new string('㍿', 51)));
        Assert.Equal(200, Parse(new string('㍿', 50)).Elements.Count);
    }

    [Theory]
    [InlineData("赵　敏", "0-1 2-3")]
    [InlineData("𠮷野", "0-1 1-2")]
    [InlineData(" 赵\uFE00\u200B敏", "1-3 4-5")]
    [InlineData("㍿张", "0-1 0-1 0-1 0-1 1-2")]
    [InlineData("zha\u0304ng San", "0-6 7-10")]
    [InlineData("A&B", "0-1 1-2 2-3")]
    public void Each_element_knows_its_code_points_in_the_raw_text(string raw, string ranges) =>
        Assert.Equal(ranges, string.Join(' ', Parse(raw).Elements.Select(e => $"{e.Start}-{e.End}")));

    [Theory]
    [InlineData("赵　敏", 2)]
    [InlineData("𠮷野", 2)]
    [InlineData("Zha\u0304ng, San", 9)]
    public void The_length_counts_what_is_left_after_folding(string raw, int length) =>
        Assert.Equal(length, Parse(raw).Length);

    [Fact]
    public void Characters_that_share_a_high_surrogate_are_different() =>
        Assert.NotEqual(Parse("𠮷").Elements[0].Folded, Parse("𠮶").Elements[0].Folded);

    [Theory]
    [InlineData("赵敏", true)]
    [InlineData("趙敏", true)]
    [InlineData("john smith", true)]
    [InlineData("张s&b", true)]
    [InlineData("赵 敏", false)]
    [InlineData("John", false)]
    [InlineData("john  smith", false)]
    [InlineData("john ", false)]
    [InlineData("ａ", false)]
    public void A_text_is_plain_where_it_is_its_elements_and_no_more(string raw, bool plain) =>
        Assert.Equal(plain, Parse(raw).IsPlain);

    [Fact]
    public void No_string_of_any_kind_makes_it_throw()
    {
        var random = new Random(20240701);
        for (var round = 0; round < 20_000; round++)
        {
            var raw = new string([.. Enumerable.Range(0, random.Next(12)).Select(_ => (char)random.Next(0x10000))]);
            Assert.Equal(NameText.TryParse(raw, out _, out _), NameQuery.TryParse(raw, NameMode.Auto, out _, out _));
            Assert.Equal(RemarkText.Matches(raw, raw), RemarkText.Query(raw) is not null);
        }
    }

    [Fact]
    public void Cutting_into_clusters_gives_what_normalising_the_whole_gives()
    {
        var random = new Random(7);
        (int From, int To)[] blocks =
        [
            (0x20, 0x7F), (0xA0, 0x17F), (0x300, 0x34E), (0x370, 0x5FF), (0x900, 0x9FF), (0x1100, 0x115E),
            (0x1161, 0x11FF), (0x1E00, 0x1FFF), (0x2150, 0x218F), (0x2460, 0x24FF), (0x3040, 0x30FF), (0x3131, 0x3163),
            (0x3300, 0x33FF), (0x4E00, 0x4E20), (0xAC00, 0xAC40), (0xF900, 0xF940), (0xFB00, 0xFB06), (0xFF01, 0xFF9F),
            (0x2F800, 0x2F840),
        ];
        for (var round = 0; round < 20_000; round++)
        {
            var raw = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ =>
            {
                var (from, to) = blocks[random.Next(blocks.Length)];
                return char.ConvertFromUtf32(random.Next(from, to + 1));
            }));
            var whole = raw.Normalize(System.Text.NormalizationForm.FormKC);
            Assert.Equal(TypedOrError(whole), TypedOrError(raw));
        }
    }

    private static string TypedOrError(string raw) => NameText.TryParse(raw, out var text, out var error)
        ? string.Join(' ', text.Elements.Select(element => element.Typed))
        : error.ToString();

    private static NameText Parse(string raw) =>
        NameText.TryParse(raw, out var text, out var error) ? text : throw new InvalidDataException($"{raw}: {error}");

    private static NameError Refuse(string raw)
    {
        Assert.False(NameText.TryParse(raw, out _, out var error));
        return error;
    }
}
