using CustomerSearch.Core.Names;

namespace CustomerSearch.Specs.Names;

public sealed class NameQuerySpecs
{
    [Theory]
    [InlineData("赵敏", "赵敏", 1)]
    [InlineData("赵敏", "趙敏", 1)]
    [InlineData("趙敏", "赵敏", 1)]
    [InlineData("趙敏", "趙敏", 1)]
    [InlineData("赵　敏", "赵敏", 1)]
    [InlineData("赵　敏", "趙敏", 1)]
    [InlineData("赵敏女士", "赵敏", 1)]
    [InlineData("赵敏女士", "趙敏", 1)]
    [InlineData("林黛", "林黛玉", 2)]
    [InlineData("古力娜扎尔", "古力娜扎尔·拜合提亚尔", 2)]
    [InlineData("娜娜", "欧阳娜娜", 3)]
    [InlineData("王芳", "王芳华", 2)]
    [InlineData("𠮷野", "𠮷野", 1)]
    [InlineData("赵\u200B敏", "赵敏", 1)]
    [InlineData("張總", "张伟", 2)]
    [InlineData("張總", "张", 1)]
    [InlineData("总", "总", 1)]
    [InlineData("o brien", "O'Brien", 1)]
    [InlineData("john sm", "John Smith", 2)]
    [InlineData("smi", "John Smith", 3)]
    [InlineData("张s", "张smith", 2)]
    public void A_person_is_found_in_the_lane(string query, string name, int? lane) =>
        Assert.Equal(lane, Explain(query, name, company: false)?.Lane);

    [Theory]
    [InlineData("赵敏", "兆敏")]
    [InlineData("趙敏", "兆敏")]
    [InlineData("赵　敏", "兆敏")]
    [InlineData("赵敏女士", "兆敏")]
    [InlineData("林黛", "林带玉")]
    [InlineData("林黛", "黛林玉")]
    [InlineData("𠮷", "𠮶")]
    [InlineData("*", "赵敏")]
    [InlineData("赵*", "赵敏")]
    [InlineData("赵?", "赵敏")]
    [InlineData("name:赵敏", "赵敏")]
    [InlineData("obrien", "O'Brien")]
    [InlineData("jo sm", "John Smith")]
    [InlineData("mith", "John Smith")]
    [InlineData("sm john", "Smith John")]
    [InlineData("😀", "赵敏")]
    [InlineData("赵 OR 敏", "赵敏")]
    public void A_person_is_never_found(string query, string name) => Assert.Null(Explain(query, name, company: false));

    [Theory]
    [InlineData("华为", "华为技术有限公司", 2)]
    [InlineData("华为", "深圳华为", 2)]
    [InlineData("华为", "深圳市华为技术有限公司", 2)]
    [InlineData("华为", "广东省深圳市华为", 2)]
    [InlineData("华为", "化为", null)]
    [InlineData("华为公司", "华为技术有限公司", 2)]
    [InlineData("华为公司", "华为", 1)]
    [InlineData("華為", "华为", 1)]
    [InlineData("华为", "新华为民", 3)]
    [InlineData("有限", "深圳有限公司", 3)]
    public void A_company_is_found_in_the_lane(string query, string name, int? lane) =>
        Assert.Equal(lane, Explain(query, name, company: true)?.Lane);

    [Fact]
    public void A_person_does_not_begin_again_after_a_place() =>
        Assert.Equal(LaneScore.Contains, Explain("华为", "深圳华为", company: false)?.Lane);

    [Theory]
    [InlineData("刘德华", "刘德华", "刘 德华", "劉德华", "劉德華", "刘德华林", "劉德华林", "小刘德华", "小劉德华")]
    [InlineData("劉德華", "劉德華", "刘德華", "刘德华", "劉德華林", "刘德華林", "刘德华林", "小劉德華")]
    [InlineData("John S", "John S", "john s", "John S Smith", "John Smith", "A John S", "A John Smith")]
    [InlineData("刘总", "刘总", "劉總", "刘总林")]
    public void Names_stand_in_the_order_of_the_rule(string query, params string[] names)
    {
        var scores = names.Select(name => Explain(query, name, company: false)!.Score).ToArray();

        Assert.Equal(scores.OrderDescending().Distinct(), scores);
    }

    [Fact]
    public void A_company_that_begins_so_stands_before_one_that_begins_so_after_its_place()
    {
        Assert.True(Explain("华为", "华为技术", true)!.Score > Explain("华为", "深圳华为", true)!.Score);
        Assert.True(Explain("华为", "深圳华为", true)!.Score > Explain("华为", "新华为民", true)!.Score);
    }

    [Theory]
    [InlineData("赵敏", "赵　敏", false, "姓名一致", 0, 3)]
    [InlineData("赵敏", "赵敏", false, "姓名完全一致", 0, 2)]
    [InlineData("赵敏", "趙敏", false, "姓名一致（异体字）", 0, 2)]
    [InlineData("娜娜", "欧阳·娜娜", false, "姓名包含", 3, 5)]
    [InlineData("野", "𠮷野家", false, "姓名包含", 1, 2)]
    [InlineData("华为", "深圳市华为", true, "名称地名后开头", 3, 5)]
    [InlineData("john sm", "John  Smith", false, "姓名开头", 0, 8)]
    [InlineData("zh", "Zha\u0304ng", false, "姓名开头", 0, 2)]
    [InlineData("zha", "Zha\u0304ng", false, "姓名开头", 0, 4)]
    public void A_hit_says_why_and_where(string query, string name, bool company, string reason, int start, int end)
    {
        var hit = Explain(query, name, company)!;

        Assert.Equal(reason, hit.Reason);
        Assert.Equal([(start, end)], hit.Matched);
    }

    [Fact]
    public void A_representative_is_found_in_lane_11()
    {
        var query = Parse("赵敏");
        var hit = query.ExplainRepresentative(Name("赵敏"))!;

        Assert.Equal((LaneScore.Representative, "法定代表人完全一致"), (hit.Lane, hit.Reason));
        Assert.Null(query.ExplainRepresentative(Name("兆敏")));
    }

    [Fact]
    public void A_query_stays_small_whatever_its_length()
    {
        foreach (var text in (string[])
        [
            "刘德华", "刘华国荣钟", "刘华国荣钟张先生", new string('刘', 200), new string('劉', 198) + "先生",
            string.Join(' ', Enumerable.Repeat("a", 100)), new string('a', 200), "张三john",
        ])
            Assert.InRange(Parse(text).Clauses.Count, 1, 80);
    }

    [Fact]
    public void A_query_that_is_no_text_is_refused_by_a_value()
    {
        Assert.False(NameQuery.TryParse("赵\0敏", NameMode.Auto, out var query, out var error));
        Assert.Null(query);
        Assert.Equal(NameError.ControlCharacter, error);
    }

    private static NameHit? Explain(string query, string name, bool company) =>
        Parse(query).Explain(Name(name), company);

    private static NameQuery Parse(string text) =>
        NameQuery.TryParse(text, NameMode.Auto, out var query, out _) ? query : throw new InvalidDataException(text);

    private static NameText Name(string raw) =>
        NameText.TryParse(raw, out var name, out _) ? name : throw new InvalidDataException(raw);
}
