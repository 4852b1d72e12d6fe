namespace CustomerSearch.Core.Names;

/// <summary>
/// The positional stream of a name, the same for every engine: the elements one after another, each with what else may
/// be asked at its position, then one position for the end. Every lane is a match of exact tokens over it.
/// </summary>
/// <remarks>
/// An element is indexed as typed; only one typed in another than its standard form also carries the standard form,
/// marked. A query that does not mind the form asks for both, so simplified names, nearly all, cost nothing extra.
/// What begins a name or begins again after a place is marked besides; how it sounds stands at the first position only
/// with that mark, for nothing comes before it. In a company's legal form the sound is marked as one that begins nothing.
/// </remarks>
public static class NameTerms
{
    /// <summary>The alternatives of each position, from the first element to the end of the name.</summary>
    /// <param name="name">The stored name.</param>
    /// <param name="company">Whether it is a company by its kind: then it begins again after its leading place.</param>
    /// <param name="own">The customer's own reading of the name, where there is one.</param>
    public static IReadOnlyList<IReadOnlyList<string>> ForIndex(NameText name, bool company, OwnReading? own = null)
    {
        var elements = name.Elements;
        var again = company ? CompanyName.BeginningsAfterPlaces(elements) : [];
        var legalForm = company ? CompanyName.LegalFormStart(elements) : elements.Count;
        var sounds = new NameSounds(elements, own, legalForm);
        var stream = new List<IReadOnlyList<string>>(elements.Count + 1);
        for (var i = 0; i < elements.Count; i++)
        {
            var tokens = new List<string>(24);
            AddTokens(tokens, elements[i], "");
            if (i == 0)
            {
                AddMarked(tokens, NameToken.First);
            }
            else
            {
                sounds.AddWritten(tokens, i, "");
                sounds.AddRead(tokens, i, i < legalForm ? "" : NameToken.LegalForm);
            }

            if (i > 0 && again.Contains(i))
                AddMarked(tokens, NameToken.AfterPlace);
            if (company)
                tokens.Add(NameToken.AnyOfCompany);
            if (i == legalForm)
                tokens.Add(NameToken.EndBeforeLegalForm);
            stream.Add(tokens);

            void AddMarked(List<string> tokens, string mark)
            {
                AddTokens(tokens, elements[i], mark);
                sounds.AddWritten(tokens, i, mark);
                sounds.AddRead(tokens, i, mark);
            }
        }

        stream.Add([NameToken.End, NameToken.IdenticalEnd(name)]);
        return stream;
    }

    /// <summary>The same for a name that is found as it is written only: that of a legal representative.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> AsWritten(NameText name)
    {
        var stream = new List<IReadOnlyList<string>>(name.Elements.Count + 1);
        foreach (var element in name.Elements)
        {
            var tokens = new List<string>(4);
            AddTokens(tokens, element, "");
            if (stream.Count == 0)
                AddTokens(tokens, element, NameToken.First);
            stream.Add(tokens);
        }

        stream.Add([NameToken.End, NameToken.IdenticalEnd(name)]);
        return stream;
    }

    /// <summary>Where in a stream a token can stand, as the token alone tells it.</summary>
    public static NamePlace PlaceOf(string token) => token.Length < 2 ? NamePlace.Anywhere
        : token.StartsWith(NameToken.First, StringComparison.Ordinal) ? NamePlace.First
        : token[0] == NameToken.End[0] && token != NameToken.EndBeforeLegalForm ? NamePlace.Last
        : NamePlace.Anywhere;

    /// <summary>Whether every stream ends with the token.</summary>
    public static bool IsEveryEnd(string token) => token == NameToken.End;

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

/// <summary>Where in a name's stream something stands.</summary>
public enum NamePlace
{
    Anywhere,

    /// <summary>At the first position and nowhere else.</summary>
    First,

    /// <summary>At the last position and nowhere else.</summary>
    Last,
}
