using System.Text;
using CustomerSearch.Core.Names;

namespace CustomerSearch.Specs.Names;

public sealed class HanReadingsSpecs
{
    [Theory]
    [InlineData("刘", "liu")]
    [InlineData("行", "xing hang heng")]
    [InlineData("任", "ren")]
    [InlineData("方", "fang")]
    [InlineData("立", "li")]
    [InlineData("万", "wan mo")]
    [InlineData("𠀀", "he")]
    [InlineData("𪚥", "zhe")]
    [InlineData("𰻝", "biang")]
    public void A_character_has_its_readings_the_usual_ones_first(string character, string readings)
    {
        var list = HanReadings.Of(Rune.GetRuneAt(character, 0));
        var found = list.All.Select(Syllables.TextOf).ToArray();

        Assert.Equal(readings.Split(' ')[0], found[0]);
        Assert.Superset(readings.Split(' ').ToHashSet(), found.ToHashSet());
        Assert.DoesNotContain(found, reading => reading is "lin" or "wang" or "wei");
    }

    [Fact]
    public void The_table_holds_each_character_once_in_order_and_those_outside_the_BMP_too()
    {
        var lines = EmbeddedText.Lines("han-readings.txt").Select(line => line.Split('\t')).ToArray();
        var characters = lines.SelectMany(line => line[1].EnumerateRunes()).ToArray();

        Assert.Equal(1059, lines.Length);
        Assert.Equal(41416, characters.Length);
        Assert.Equal(characters.Length, characters.Distinct().Count());
        Assert.Equal(14742, characters.Count(character => !character.IsBmp));
        Assert.Equal(417, Syllables.Count);
        Assert.Equal(lines.Select(line => line[0]).Order(StringComparer.Ordinal), lines.Select(line => line[0]));
        Assert.All(lines, line => Assert.Equal(line[1].EnumerateRunes().Order(), line[1].EnumerateRunes()));
        Assert.All(Enumerable.Range(0, Syllables.Count), syllable => Assert.Matches("^[a-z]*[aeiouv][a-z]*$", Syllables.TextOf(syllable)));
    }

    [Fact]
    public void Every_standard_character_has_a_reading() => Assert.All(
        EmbeddedText.Lines("han-variants.txt").Select(line => Rune.GetRuneAt(line, 0)),
        standard => Assert.NotEmpty(HanReadings.Of(standard).All));

    [Theory]
    [InlineData("surname-readings.txt", 1)]
    [InlineData("compound-surnames.txt", 2)]
    public void The_lists_of_surnames_name_each_once_in_standard_characters_with_syllables(string file, int length)
    {
        var lines = EmbeddedText.Lines(file).Select(line => line.Split(' ')).ToArray();

        Assert.Equal(lines.Length, lines.Select(line => line[0]).Distinct().Count());
        Assert.All(lines, line =>
        {
            Assert.Equal(length, line[0].EnumerateRunes().Count());
            Assert.Equal(line[0], string.Concat(line[0].EnumerateRunes().Select(HanVariants.Fold)));
            Assert.All(line[1..], reading => Assert.True(Syllables.Find(reading) >= 0, reading));
            Assert.True(length == 1 || line.Length is 1 or 3, line[0]);
        });
    }

    [Theory]
    [InlineData("surname-variants.txt")]
    [InlineData("look-alikes.txt")]
    public void The_lists_of_characters_taken_for_others_hold_each_once_in_standard_characters(string file)
    {
        var characters = EmbeddedText.Lines(file).SelectMany(line => line.EnumerateRunes()).ToArray();

        Assert.Equal(characters.Length, characters.Distinct().Count());
        Assert.Equal(characters, characters.Select(HanVariants.Fold));
    }

    [Theory]
    [InlineData("单小明", "shan xiao ming", true)]
    [InlineData("单小明", "shàn xiǎo míng", true)]
    [InlineData("单小明", "shan'xiao'ming", true)]
    [InlineData("吕女", "lyu nü", true)]
    [InlineData("John 单", "chan", true)]
    [InlineData("单小明", "shan xiao", false)]
    [InlineData("单小明", "shan xiao ming hua", false)]
    [InlineData("单小明", "shanxiaoming", false)]
    [InlineData("单小明", "sh x m", false)]
    [InlineData("单小明", "", false)]
    [InlineData("John", "yue", false)]
    public void An_own_reading_is_one_syllable_for_each_Han_character(string name, string reading, bool isRight)
    {
        Assert.True(NameText.TryParse(name, out var text, out _));
        Assert.Equal(isRight, OwnReading.TryParse(reading, text, out var own));
        Assert.Equal(isRight, own is not null);
    }

    [Fact]
    public void Names_are_sorted_by_the_letters_of_their_readings()
    {
        string[] sorted = ["3M", "安吉", "曾小明", "诸葛亮", "諸葛亮明", "😀"];
        var keys = sorted.Select(name => NameText.TryParse(name, out var text, out _) ? NameOrder.Of(text, null) : -1).ToArray();

        Assert.Equal([keys[1], keys[2], keys[3], keys[4], keys[0], keys[5]], keys.Order());
        Assert.All(keys, key => Assert.InRange(key, 1, (1L << 60) - 1));
        Assert.True(NameText.TryParse("曾", out var zeng, out _) && OwnReading.TryParse("ceng", zeng, out var own)
            && NameOrder.Of(zeng, own) < NameOrder.Of(zeng, null));
    }
}
