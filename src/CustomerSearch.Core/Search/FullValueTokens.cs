namespace CustomerSearch.Core.Search;

/// <summary>The tokens under which the index holds full values: a blind for what is secret, the value for the rest.</summary>
public static class FullValueTokens
{
    /// <param name="blind">The 32 bytes of a blind column.</param>
    public static string Blind(byte[] blind) => Convert.ToBase64String(blind);

    public static string Licence(string licenceNo) => "licence:" + licenceNo.ToUpperInvariant();

    public static string External(string system, string id) => $"external:{system}/{id}";
}
