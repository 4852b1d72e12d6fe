using System.Collections.Frozen;

namespace CustomerSearch.Core.Data;

/// <summary>The tables that feed a document: whoever writes one of their rows touches the document of its customer.</summary>
public static class DocumentTables
{
    /// <summary>The column that says which customer a row belongs to, by table.</summary>
    public static IReadOnlyDictionary<string, string> CustomerColumn { get; } = new Dictionary<string, string>
    {
        ["Customer"] = "Id",
        ["Contact"] = "CustomerId",
        ["ExternalId"] = "CustomerId",
        ["CustomerSource"] = "CustomerId",
        ["CustomerOwner"] = "CustomerId",
        ["CustomerTag"] = "CustomerId",
        ["CustomerInterest"] = "CustomerId",
        ["ConsentChange"] = "CustomerId",
    }.ToFrozenDictionary();
}
