namespace CustomerSearch.Core.Names;

/// <summary>Why a text is no name and no query for one.</summary>
public enum NameError
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>Nothing is left once separators and invisible characters are dropped.</summary>
    NothingLeft,

    /// <summary>Longer than <see cref="NameText.Longest"/> code points, as typed or once it is normalised.</summary>
    TooLong,

    /// <summary>Holds a control character other than tab, CR and LF.</summary>
    ControlCharacter,

    /// <summary>Holds half of a surrogate pair and so is no Unicode text.</summary>
    LoneSurrogate,
}
