namespace CustomerSearch.Core.Access;

/// <summary>
/// A key of cookies and cursors as ASP.NET Core keeps it, sealed: it stands in the database so that what one instance gives out
/// all of them take.
/// </summary>
public sealed class ProtectionKey
{
    public long Id { get; init; }

    public required string Name { get; init; }

    /// <summary>What ASP.NET Core wrote; the secret in it is sealed by a key file.</summary>
    public required string Xml { get; init; }
}
