using System.Text.RegularExpressions;
using CustomerSearch.Core.Customers;

namespace CustomerSearch.Core.Audit;

/// <summary>
/// Keeps numbers and addresses of people out of texts that are chained for good: runs of seven digits and more, also
/// with blanks, dashes or dots between them, and e-mail addresses become <c>***</c>. Customer and record numbers stay.
/// </summary>
public static partial class RecordText
{
    public static string? Mask(string? text) => text is null ? null : Sensitive().Replace(text, match =>
        CustomerNo.TryParse(match.Value, null, out _) || RecordNumber.TryParse(match.Value, null, out _) || CountDigits(match.Value) < 7
            ? match.Value.Contains('@', StringComparison.Ordinal) ? "***" : match.Value
            : "***");

    private static int CountDigits(string text) => text.Count(char.IsDigit);

    [GeneratedRegex(
        @"[^\s@]+@[^\s@]+\.[^\s@]+|(?:(?<![A-Za-z])[A-Za-z]{2})?\d(?:[\s\p{Pd}.．·]?\d){5,}[Xx]?",
        RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex Sensitive();
}
