namespace CustomerSearch.Core.Names;

/// <summary>How far from the typed text a name may be.</summary>
public enum NameMode
{
    /// <summary>What was typed, as characters or as their sound.</summary>
    Auto,

    /// <summary>Also what sounds or looks like it, and what a slip of the hand makes of it.</summary>
    Fuzzy,
}
