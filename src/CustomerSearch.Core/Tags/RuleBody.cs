using System.Text.Json;
using System.Text.Json.Serialization;

namespace CustomerSearch.Core.Tags;

/// <summary>What a rule says, as data: a closed family, stored as JSON with a <c>kind</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Copy), "copy")]
[JsonDerivedType(typeof(Bands), "bands")]
[JsonDerivedType(typeof(Interests), "interests")]
public abstract record RuleBody
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowOutOfOrderMetadataProperties = true,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private RuleBody()
    {
    }

    /// <exception cref="JsonException">Not a rule of this version.</exception>
    public static RuleBody Parse(string json) =>
        JsonSerializer.Deserialize<RuleBody>(json, Json) ?? throw new JsonException("A rule is missing.");

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>The tag is the field's own value.</summary>
    public sealed record Copy(string Field) : RuleBody;

    /// <summary>The first case whose conditions all hold gives the tag; where none does there is none.</summary>
    public sealed record Bands(IReadOnlyList<RuleCase> Cases) : RuleBody;

    /// <summary>One tag for each category bought or viewed within so many months.</summary>
    public sealed record Interests(Customers.InterestKind Of, int Months) : RuleBody;
}

/// <param name="Tag">The tag's code.</param>
/// <param name="When">Bands of fields, all of which must hold; empty for whatever is left.</param>
public sealed record RuleCase(string Tag, IReadOnlyList<RuleBand> When);

/// <summary>
/// A field from <paramref name="From"/> to below <paramref name="To"/>; an absent value lies in no band.
/// </summary>
public sealed record RuleBand(string Field, long? From = null, long? To = null)
{
    public bool Holds(long? value) => value is { } number && !(number < From) && !(number >= To);
}
