using System.Security.Cryptography;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Search;
using Microsoft.AspNetCore.DataProtection;

namespace CustomerSearch.Service.Search;

/// <summary>Seals cursors for the way to the caller and back, so that nobody reads or makes one.</summary>
internal sealed class SearchCursors(IDataProtectionProvider protection, BusinessClock clock)
{
    private const int Longest = 4096;

    private readonly IDataProtector protector = protection.CreateProtector("search-cursor.v1");

    public string Seal(SearchCursor cursor) => protector.Protect(cursor.ToText());

    /// <returns>The cursor; null where it was not sealed here for this caller, or is too old.</returns>
    public SearchCursor? Open(string text, Operator caller) =>
        Unseal(text) is { } plain && SearchCursor.TryParse(plain, out var cursor) && cursor.Operator == caller.Id
        && clock.Now - cursor.MadeAt <= SearchCursor.Lifetime
            ? cursor : null;

    private string? Unseal(string text)
    {
        if (text.Length > Longest)
            return null;

        try
        {
            return protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
