using CustomerSearch.Core.Tags;

namespace CustomerSearch.Core.Search;

/// <summary>Reads the tag part of a request against the catalogue.</summary>
internal sealed class TagsParser(TagCatalogue catalogue, ParseErrors errors)
{
    /// <summary>How many tags were named.</summary>
    public int Terms { get; private set; }

    public Criterion.Tags? Parse(TagsRequest request)
    {
        var all = Read("tags.all", request.All);
        var none = Read("tags.none", request.None);
        List<List<TagName>> any = [];
        foreach (var (index, group) in (request.Any ?? []).Index())
        {
            var names = Read($"tags.any[{index}]", group);
            if (group is not { Count: > 0 })
                errors.Add($"tags.any[{index}]", "A group needs at least one tag.");
            else
                any.Add(names);
        }

        if (request is { All: not { Count: > 0 }, Any: not { Count: > 0 }, None: not { Count: > 0 } })
        {
            errors.Add("tags", "At least one of all, any and none must name a tag.");
            return null;
        }

        return new Criterion.Tags(all, any, none);
    }

    private List<TagName> Read(string field, IReadOnlyList<string>? names)
    {
        List<TagName> read = [];
        foreach (var (index, text) in (names ?? []).Index())
        {
            Terms++;
            if (text is null || !TagName.TryParse(text, out var name))
                errors.Add($"{field}[{index}]", "Must be dimension/code.");
            else if (catalogue.Find(text) is not var (_, tag))
                errors.Add($"{field}[{index}]", "Not a tag of the catalogue.");
            else if (tag.State == TagState.Proposed)
                errors.Add($"{field}[{index}]", $"The tag {text} is not confirmed yet.");
            else if (tag.State == TagState.Retired)
                errors.Add($"{field}[{index}]", $"The tag {text} is retired.");
            else
                read.Add(name);
        }

        return read;
    }
}
