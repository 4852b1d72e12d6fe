using CustomerSearch.Core.Access;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Search;
using CustomerSearch.Core.Tags;

namespace CustomerSearch.Service.Search;

/// <summary>Reads a request against what stands now: catalogue, organisation, day, and what it goes on from.</summary>
internal sealed class SearchReader(
    CurrentCatalogue catalogue, CurrentOrganisation organisation, SearchAgain again, SearchCursors cursors, BusinessClock clock)
{
    public async Task<(ParsedSearch Parsed, SearchSurroundings Surroundings)> ReadAsync(
        SearchRequest request, Operator caller, CancellationToken ct)
    {
        var surroundings = new SearchSurroundings(await organisation.GetAsync(ct), await catalogue.GetAsync(ct));
        var context = new ParseContext(
            caller.Role!.Value, surroundings.Catalogue, surroundings.Organisation, clock.Today, text => cursors.Open(text, caller));
        if (request.Again is null)
            return (SearchQuery.Parse(request, context), surroundings);

        var (kept, error) = await again.ReadAsync(request, caller, ct);
        var parsed = kept is not null
            ? SearchQuery.Parse(kept, context)
            : new ParsedSearch.Bad(new Dictionary<string, string[]> { ["again"] = [error!] }, Denied: false, null, []);
        return (parsed, surroundings);
    }
}
