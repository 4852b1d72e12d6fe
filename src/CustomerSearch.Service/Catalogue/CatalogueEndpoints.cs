using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Search;
using CustomerSearch.Core.Tags;
using CustomerSearch.Service.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerSearch.Service.Catalogue;

internal static class CatalogueEndpoints
{
    public static void MapCatalogue(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/catalogue", ReadAsync).WithTags("Catalogue");

    /// <summary>
    /// What can be searched by, and with which words: purposes, tags, fields, lists, as far as they are this
    /// role's.
    /// </summary>
    internal static async Task<Ok<CatalogueView>> ReadAsync(
        CurrentCatalogue catalogue, CurrentOrganisation organisation, Caller caller, CancellationToken ct)
    {
        var role = caller.Operator.Role!.Value;
        var tags = await catalogue.GetAsync(ct);
        return TypedResults.Ok(new CatalogueView
        {
            Purposes = [.. Purposes.All.Where(p => p.Roles.Contains(role)).Select(p => PurposeView.Of(p, role))],
            Dimensions = [.. tags.Dimensions.Select(d => DimensionView.Of(d, tags))],
            Fields = [.. SearchFields.Filters.Concat(SearchFields.Ranges)
                .Where(field => FieldMatrix.MaySearch(role, field.Class)).Select(FieldView.Of)],
            Sorts = [SearchSort.ByRelevance, .. SearchFields.Sorts
                .Where(sort => FieldMatrix.MaySearch(role, sort.Value.Class)).Select(sort => sort.Key).Order(StringComparer.Ordinal)],
            Industries = Industries.All,
            Regions = Vocabulary.Regions,
            Sources = Vocabulary.Sources,
            Statuses = Vocabulary.Statuses,
            Channels = Vocabulary.Channels,
            Departments = [.. (await organisation.GetAsync(ct)).Departments.Keys.Order(StringComparer.Ordinal)],
            TagDay = tags.Day.Day,
        });
    }
}

internal sealed record CatalogueView
{
    public required IReadOnlyList<PurposeView> Purposes { get; init; }

    public required IReadOnlyList<DimensionView> Dimensions { get; init; }

    /// <summary>The fields that this role may filter and range by.</summary>
    public required IReadOnlyList<FieldView> Fields { get; init; }

    /// <summary>What this role may sort by.</summary>
    public required IReadOnlyList<string> Sorts { get; init; }

    public required IReadOnlyList<string> Industries { get; init; }

    public required IReadOnlyList<string> Regions { get; init; }

    public required IReadOnlyList<string> Sources { get; init; }

    public required IReadOnlyList<string> Statuses { get; init; }

    public required IReadOnlyList<string> Channels { get; init; }

    public required IReadOnlyList<string> Departments { get; init; }

    /// <summary>The business day on which rule tags are computed.</summary>
    public required DateOnly TagDay { get; init; }
}

/// <param name="File">What may be taken out in a file under it; null where nothing may, or nothing by this role.</param>
internal sealed record PurposeView(
    string Name, bool NamesChannel, bool NeedsRemark, bool FiltersConsent, bool ShowsCustomers, FileView? File)
{
    public static PurposeView Of(Purpose p, Role role) => new(
        p.Name, p.NamesChannel, p.NeedsRemark, p.FiltersConsent, p.ShowsCustomers,
        p.File is { } file && file.Roles.Contains(role) ? FileView.Of(file) : null);
}

/// <param name="MostRows">How many rows; null where the audience is the limit.</param>
/// <param name="Never">The classes of fields that are never in it.</param>
internal sealed record FileView(int? MostRows, IReadOnlyList<string> Never)
{
    public static FileView Of(FileLimit limit) => new(limit.MostRows, [.. limit.Never.Select(c => c.ToString().ToLowerInvariant())]);
}

/// <param name="Version">The version of its rule; null where no rule gives its tags.</param>
internal sealed record DimensionView(string Name, bool Exclusive, int? Version, IReadOnlyList<TagView> Tags)
{
    public static DimensionView Of(TagDimension dimension, TagCatalogue catalogue) => new(
        dimension.Name,
        dimension.Exclusive,
        catalogue.Versions.TryGetValue(dimension.Name, out var version) ? version : null,
        [.. dimension.Tags.Where(t => t.State == TagState.Confirmed)
            .Select(t => new TagView($"{dimension.Name}/{t.Code}", t.Code, t.Definition, t.Origin.ToString().ToLowerInvariant()))]);
}

/// <param name="Name">As searches name it: <c>dimension/code</c>.</param>
/// <param name="Origin">rule or hand.</param>
internal sealed record TagView(string Name, string Code, string Definition, string Origin);

/// <param name="Type">filter, number, day or birthday.</param>
internal sealed record FieldView(string Name, string Label, string Type)
{
    public static FieldView Of(SearchField field) => new(
        field.Name,
        FieldLabels.Of(field.Name),
        field.Type == FieldType.Exact ? "filter" : field.Type.ToString().ToLowerInvariant());
}
