using CustomerSearch.Core.Names;

namespace CustomerSearch.Specs.Names;

public sealed class RemarkTextSpecs
{
    [Theory]
    [InlineData("喜欢喝茶", "喜 喜欢 欢喝 喝茶 茶")]
    [InlineData("茶", "茶 茶")]
    [InlineData("用iPhone 15手机", "用 用 iphone 15 手 手机 机")]
    [InlineData("喜歡，喝茶！", "喜 喜欢 欢喝 喝茶 茶")]
    [InlineData("", "")]
    [InlineData("，。！😀", "")]
    [InlineData("回\0访\uD842客", "回 回访 访客 客")]
    public void A_remark_becomes_pairs_and_words(string remark, string tokens) =>
        Assert.Equal(tokens, string.Join(' ', RemarkText.Terms(remark)));

    [Theory]
    [InlineData("喜欢喝茶，周五回访 iPhone15", "喝茶", true)]
    [InlineData("喜欢喝茶，周五回访 iPhone15", "茶周五", true)]
    [InlineData("喜欢喝茶，周五回访 iPhone15", "回訪iphone15", true)]
    [InlineData("喜欢喝茶，周五回访 iPhone15", "访 IPHONE15", true)]
    [InlineData("喜欢喝茶，周五回访 iPhone15", "iphone", false)]
    [InlineData("喜欢喝茶，周五回访 iPhone15", "喝周", false)]
    [InlineData("喜欢喝茶，周五回访 iPhone15", "茶", false)]
    [InlineData("喜欢喝茶，周五回访 iPhone15", "！", false)]
    [InlineData("vip 客户", "vip客", true)]
    public void A_query_finds_its_elements_as_one_phrase(string remark, string query, bool found) =>
        Assert.Equal(found, RemarkText.Matches(remark, query));

    [Fact]
    public void The_phrase_over_the_tokens_and_the_comparison_of_the_texts_agree()
    {
        var random = new Random(12);
        string[] pieces = ["茶", "喝", "叶", "葉", "𠮷", "a", "b1", " ", "，", "15"];
        var found = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var remark = Text(random.Next(10));
            var query = Text(random.Next(1, 5));
            var stream = RemarkText.Terms(remark).Select(token => (IReadOnlyList<string>)[token]).ToArray();
            var expected = RemarkText.Query(query) is { } match && Brute.Matches(match, stream);
            Assert.True(expected == RemarkText.Matches(remark, query), $"{query} in {remark}");
            found += expected ? 1 : 0;
        }

        Assert.InRange(found, 500, 19_500);
        string Text(int length) => string.Concat(random.GetItems(pieces, length));
    }
}
