using System.Text;
using CustomerSearch.Core.Names;

namespace CustomerSearch.Specs.Names;

public sealed class HanVariantsSpecs
{
    [Theory]
    [InlineData("劉", "刘")]
    [InlineData("範", "范")]
    [InlineData("鍾", "钟")]
    [InlineData("鐘", "钟")]
    [InlineData("锺", "钟")]
    [InlineData("瀋", "沈")]
    [InlineData("渖", "沈")]
    [InlineData("後", "后")]
    [InlineData("龑", "䶮")]
    [InlineData("於", "于")]
    [InlineData("餘", "余")]
    [InlineData("馀", "余")]
    [InlineData("説", "说")]
    [InlineData("裏", "里")]
    [InlineData("峯", "峰")]
    [InlineData("𡨴", "宁")]
    [InlineData("蔿", "𫇭")]
    public void A_variant_folds_to_its_standard_form(string form, string standard) =>
        Assert.Equal(standard, HanVariants.Fold(Rune.GetRuneAt(form, 0)).ToString());

    [Theory]
    [InlineData("闫", "阎")]
    [InlineData("彬", "斌")]
    [InlineData("沈", "沉")]
    [InlineData("乾", "干")]
    [InlineData("喆", "哲")]
    [InlineData("邱", "丘")]
    [InlineData("肖", "萧")]
    public void Two_standard_characters_never_fold_together(string one, string other) =>
        Assert.NotEqual(HanVariants.Fold(Rune.GetRuneAt(one, 0)), HanVariants.Fold(Rune.GetRuneAt(other, 0)));

    [Fact]
    public void The_table_holds_each_character_once_in_code_point_order()
    {
        var lines = EmbeddedText.Lines("han-variants.txt").Select(line => line.EnumerateRunes().ToArray()).ToArray();

        Assert.Equal(3343, lines.Length);
        Assert.Equal(3807, lines.Sum(line => line.Length - 1));
        Assert.Equal(lines.Select(line => line[0]).Order(), lines.Select(line => line[0]));
        Assert.All(lines, line => Assert.Equal(line.Skip(1).Order(), line.Skip(1)));
        Assert.All(lines, line => Assert.True(line.Length > 1));
        var all = lines.SelectMany(line => line).ToArray();
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    [Fact]
    public void Folding_a_second_time_changes_nothing_and_both_forms_know_of_each_other()
    {
        foreach (var form in EmbeddedText.Lines("han-variants.txt").SelectMany(line => line.EnumerateRunes()))
        {
            var standard = HanVariants.Fold(form);
            Assert.Equal(standard, HanVariants.Fold(standard));
            Assert.True(HanVariants.HasVariants(form) && HanVariants.HasVariants(standard));
            Assert.Equal(form.ToString(), form.ToString().Normalize(NormalizationForm.FormKC));
        }

        Assert.False(HanVariants.HasVariants(new Rune('曦')));
    }

    [Theory]
    [InlineData("places.txt")]
    [InlineData("honorifics.txt")]
    [InlineData("legal-forms.txt")]
    public void The_reviewed_lists_stand_in_standard_characters_and_hold_nothing_twice(string file)
    {
        var words = EmbeddedText.Lines(file).SelectMany(line => line.Split(' ')).ToArray();

        Assert.Equal(words.Length, words.Distinct().Count());
        Assert.All(words, word => Assert.Equal(word, string.Concat(word.EnumerateRunes().Select(HanVariants.Fold))));
        Assert.All(words, word => Assert.All(word.Replace("/", ""), unit => Assert.InRange(unit, '一', '鿿')));
        Assert.DoesNotContain("", words);
    }
}
