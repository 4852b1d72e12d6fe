namespace CustomerSearch.Core.Names;

/// <summary>
/// The positional stream of a name, the same for every engine: the elements one after another, each with what else may
/// be asked at its position, then one position for the end. Lanes 1 to 3 are terms and phrases over it.
/// </summary>
/// <remarks>
/// An element is indexed as typed; only one typed in another than its standard form also carries the standard form,
/// marked. A query that does not mind the form asks for both, so simplified names, nearly all, cost nothing extra.
/// </remarks>
public static class NameTerms
{
    /// <summary>The alternatives of each position, from the first element to the end of the name.</summary>
    /// <param name="name">The stored name.</param>
    /// <param name="company">Whether it is a company by its kind: then it begins again after its leading place.</param>
    public static IReadOnlyList<IReadOnlyList<string>> ForIndex(NameText name, bool company)
    {
        var elements = name.Elements;
        var again = company ? CompanyName.BeginningsAfterPlaces(elements) : [];
        var stream = new List<IReadOnlyList<string>>(elements.Count + 1);
        for (var i = 0; i < elements.Count; i++)
        {
            var tokens = new List<string>(4);
            AddTokens(tokens, elements[i], "");
            if (i == 0)
                AddTokens(tokens, elements[i], NameToken.First);
            else if (again.Contains(i))
                AddTokens(tokens, elements[i], NameToken.AfterPlace);
            stream.Add(tokens);
        }

        stream.Add([NameToken.End, NameToken.IdenticalEnd(name)]);
        return stream;
    }

    private static void AddTokens(List<string> tokens, NameElement element, string mark)
    {
        tokens.Add(mark + NameToken.Typed(element));
        if (element.Typed != element.Folded)
            tokens.Add(mark + NameToken.Variant + element.Folded);
        if (element.IsWord)
            foreach (var beginning in NameToken.BeginningsOf(element.Typed))
                tokens.Add(mark + beginning);
    }
}
