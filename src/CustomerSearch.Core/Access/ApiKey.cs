namespace CustomerSearch.Core.Access;

/// <summary>What a system account may do with a key.</summary>
[Flags]
public enum ApiKeyScope
{
    None = 0,

    /// <summary>Write customers: upsert and import.</summary>
    Customers = 1,

    /// <summary>Send events.</summary>
    Events = 2,
}

/// <summary>A key by which a system account signs its requests; the key itself is known to its holder alone.</summary>
public sealed class ApiKey
{
    public long Id { get; init; }

    public required AccountId AccountId { get; init; }

    /// <summary>SHA-256 of the 256-bit key.</summary>
    public required byte[] KeyHash { get; init; }

    public required ApiKeyScope Scopes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>The names of scopes on the wire.</summary>
public static class ApiKeyScopes
{
    /// <returns>The scopes; null when one is unknown, or none is named.</returns>
    public static ApiKeyScope? Parse(IReadOnlyList<string>? names)
    {
        var scopes = ApiKeyScope.None;
        foreach (var name in names ?? [])
        {
            var scope = name switch
            {
                "customers" => ApiKeyScope.Customers,
                "events" => ApiKeyScope.Events,
                _ => ApiKeyScope.None,
            };
            if (scope == ApiKeyScope.None)
                return null;

            scopes |= scope;
        }

        return scopes == ApiKeyScope.None ? null : scopes;
    }

    public static IReadOnlyList<string> NamesOf(ApiKeyScope scopes) =>
    [
        .. from scope in (ApiKeyScope[])[ApiKeyScope.Customers, ApiKeyScope.Events]
           where scopes.HasFlag(scope)
           select scope.ToString().ToLowerInvariant(),
    ];
}
