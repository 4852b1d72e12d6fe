using System.Collections.Frozen;
using System.Text;

namespace CustomerSearch.Core.Names;

/// <summary>Which Han characters are forms of one another: the table <c>han-variants.txt</c>.</summary>
public static class HanVariants
{
    // Holds every character of a class of two and more, the standard one too; all others fold to themselves.
    private static readonly FrozenDictionary<int, int> StandardForms = Read();

    /// <summary>The standard form of a character: 刘 for 劉 and for 刘. A character without variants is its own.</summary>
    public static Rune Fold(Rune character) =>
        StandardForms.TryGetValue(character.Value, out var standard) ? new Rune(standard) : character;

    /// <summary>Whether another character folds to the same standard form as this one.</summary>
    public static bool HasVariants(Rune character) => StandardForms.ContainsKey(character.Value);

    private static FrozenDictionary<int, int> Read()
    {
        var forms = new Dictionary<int, int>();
        foreach (var line in EmbeddedText.Lines("han-variants.txt"))
        {
            var standard = Rune.GetRuneAt(line, 0).Value;
            foreach (var form in line.EnumerateRunes())
                forms.Add(form.Value, standard);
        }

        return forms.ToFrozenDictionary();
    }
}
