using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Names;

namespace CustomerSearch.Core.Search;

/// <summary>Reads one request into a query, collecting every error.</summary>
internal sealed class SearchParser(SearchRequest request, ParseContext surroundings)
{
    private const int LongestRemark = 200;
    private const int MostConditions = 64;
    private const int MostTerms = 1000;

    private readonly ParseErrors errors = new();
    private readonly List<Criterion> criteria = [];
    private ParseContext context = surroundings;
    private int terms;

    public ParsedSearch Parse()
    {
        var cursor = ReadCursor();
        if (cursor is not null)
            context = context with { Today = cursor.Day };
        var purpose = ReadPurpose();
        ReadChannel(purpose);
        ReadRemark(purpose);
        var continuation = ReadContinuation(cursor);
        ReadKeyword();
        ReadName();
        ReadTags();
        ReadRanges();
        ReadFilters();
        var sort = SortParser.ReadSort(request.Sort, context, errors);
        var facets = SortParser.ReadFacets(request.Facets, context, errors);
        var pageSize = ReadPageSize(cursor);
        if (!errors.Any && criteria.Count == 0 && pageSize > 0)
            errors.Add("keyword", "At least one condition is needed: keyword, name, tags, ranges or filters.");
        if (criteria.Count > MostConditions)
            errors.Add("ranges", $"At most {MostConditions} conditions fit into one search.");
        if (terms > MostTerms)
            errors.Add("tags", $"At most {MostTerms} values fit into one search.");

        return errors.Any
            ? new ParsedSearch.Bad(errors.ToDictionary(), errors.Denied, purpose?.Name, criteria)
            : new ParsedSearch.Good(new SearchQuery
            {
                Purpose = purpose!,
                Remark = request.Remark,
                Channel = request.Channel,
                Criteria = criteria,
                Sort = sort,
                Facets = facets,
                Explains = request.Explain is true,
                PageSize = pageSize,
                Cursor = cursor,
                Continuation = continuation,
                Day = context.Today,
                Request = request,
                Catalogue = context.Catalogue,
                RuleVersions = RuleVersions(facets),
            });
    }

    private Purpose? ReadPurpose()
    {
        if (string.IsNullOrWhiteSpace(request.Purpose))
        {
            errors.Add("purpose", "A purpose is required.");
            return null;
        }

        if (Purposes.Find(request.Purpose) is not { } purpose)
        {
            errors.Add("purpose", "Not a purpose of the catalogue.");
            return null;
        }

        if (!purpose.Roles.Contains(context.Role))
            errors.Deny("purpose", "This purpose is not one of your role.");
        else if (!purpose.ShowsCustomers)
            errors.Deny("purpose", "Under this purpose records may be read, not customers.");

        return purpose;
    }

    private void ReadRemark(Purpose? purpose)
    {
        if (purpose is { NeedsRemark: true } && string.IsNullOrWhiteSpace(request.Remark))
            errors.Add("remark", "This purpose needs a remark.");
        if (request.Remark is not { } remark)
            return;

        if (remark.EnumerateRunes().Count() > LongestRemark)
            errors.Add("remark", $"Must have at most {LongestRemark} characters.");
        if (remark.Any(c => char.IsControl(c) && c is not ('\t' or '\r' or '\n')) || !IsWellFormed(remark))
            errors.Add("remark", "Must not hold control characters or lone surrogates.");
    }

    private void ReadChannel(Purpose? purpose)
    {
        if (request.Channel is { } channel && !Vocabulary.Channels.Contains(channel))
            errors.Add("channel", $"Must be one of {string.Join('、', Vocabulary.Channels)}.");
        else if (purpose is { NamesChannel: true } && request.Channel is null)
            errors.Add("channel", "This purpose names its channel.");
        else if (purpose is { FiltersConsent: false } && request.Channel is not null)
            errors.Add("channel", "This purpose asks for no consent and names no channel.");
    }

    private SearchCursor? ReadCursor()
    {
        if (request.Cursor is not { } text)
            return null;

        var cursor = context.OpenCursor(text);
        if (cursor is null)
            errors.Add("cursor", "Not a cursor of yours, or one that is too old: search anew.");
        else if (cursor.Search != SearchCursor.HashOf(request))
            errors.Add("cursor", "Belongs to another search: purpose, criteria and sort must stay the same.");
        return cursor;
    }

    private Continuation? ReadContinuation(SearchCursor? cursor)
    {
        if (cursor is null && RecordNumber.TryParse(request.Again, null, out var again))
            return new Continuation.Again(again);
        if (request.Continues is not { } text)
            return cursor is null ? null : new Continuation.NextPage(cursor.Number);

        if (cursor is not null)
            errors.Add("continues", "A cursor knows its number itself.");
        if (!RecordNumber.TryParse(text, null, out var number) || number.Series != RecordSeries.Search)
        {
            errors.Add("continues", "Must be the number of a search.");
            return null;
        }

        return new Continuation.Changed(number);
    }

    private void ReadKeyword()
    {
        if (request.Keyword is not { } text)
            return;

        if (!FieldMatrix.MaySearch(context.Role, FieldClass.Name))
        {
            errors.Deny("keyword", "Your role sees names masked and may not search by them.");
            return;
        }

        var (query, error) = KeywordQuery.Parse(text);
        if (query is null)
            errors.Add("keyword", error!);
        else if (query.FullValues.Count > 0 && query.FullValues.All(value => !FieldMatrix.MaySearch(context.Role, value.Class)))
            errors.Deny("keyword", "Your role sees this field masked and may not search by it.");
        else
            criteria.Add(new Criterion.Keyword(query));
    }

    private void ReadName()
    {
        if (request.Name is not { } name)
            return;

        if (!FieldMatrix.MaySearch(context.Role, FieldClass.Name))
        {
            errors.Deny("name", "Your role sees names masked and may not search by them.");
            return;
        }

        NameMode? mode = name.Mode switch { null or "auto" => NameMode.Auto, "fuzzy" => NameMode.Fuzzy, _ => null };
        if (mode is null)
            errors.Add("name.mode", "Must be auto or fuzzy.");
        if (name.Text is not { } text)
            errors.Add("name.text", "A name is required.");
        else if (!NameQuery.TryParse(text, mode ?? NameMode.Auto, out var query, out var error))
            errors.Add("name.text", Describe(error));
        else if (mode is not null)
            criteria.Add(new Criterion.Name(query));
    }

    private void ReadTags()
    {
        if (request.Tags is not { } tags)
            return;

        var parser = new TagsParser(context.Catalogue, errors);
        if (parser.Parse(tags) is not { } criterion)
            return;

        terms += parser.Terms;
        criteria.Add(criterion);
    }

    private void ReadRanges()
    {
        foreach (var (index, range) in (request.Ranges ?? []).Index())
        {
            if (RangeParser.Parse(range, $"ranges[{index}]", context, errors) is { } criterion)
                criteria.Add(criterion);
        }
    }

    private void ReadFilters()
    {
        foreach (var (name, values) in request.Filters ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            if (FilterParser.Parse(name, values, context, errors) is not { } criterion)
                continue;

            terms += criterion.Terms.Count;
            criteria.Add(criterion);
        }
    }

    private int ReadPageSize(SearchCursor? cursor)
    {
        var size = request.PageSize ?? SearchQuery.DefaultPageSize;
        if (size is < 0 or > SearchQuery.LargestPage)
            errors.Add("pageSize", $"Must be 0 to {SearchQuery.LargestPage}.");
        if (size == 0 && cursor is not null)
            errors.Add("pageSize", "A further page has at least one row.");

        return size;
    }

    /// <summary>Of the dimensions that are searched, and of those that are counted by.</summary>
    private Dictionary<string, int> RuleVersions(IReadOnlyList<SearchFacet> facets) => criteria.OfType<Criterion.Tags>()
        .SelectMany(t => t.All.Concat(t.Any.SelectMany(group => group)).Concat(t.None)).Select(tag => tag.Dimension)
        .Concat(facets.Where(facet => facet.Field == SearchFields.Tags).Select(facet => facet.Name))
        .Distinct().Order(StringComparer.Ordinal)
        .Where(context.Catalogue.Versions.ContainsKey)
        .ToDictionary(dimension => dimension, dimension => context.Catalogue.Versions[dimension]);

    private static bool IsWellFormed(string text) => text.EnumerateRunes().All(rune => rune != System.Text.Rune.ReplacementChar);

    private static string Describe(NameError error) => error switch
    {
        NameError.NothingLeft => "Nothing is left to search for: it holds only separators or signs.",
        NameError.TooLong => $"Must have at most {NameText.Longest} characters.",
        NameError.ControlCharacter => "Must not hold control characters.",
        NameError.LoneSurrogate => "Must not hold lone surrogates.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
