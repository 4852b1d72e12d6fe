using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Names;

namespace CustomerSearch.Core.Search;

/// <summary>Why a customer is a hit, from what the customer is now.</summary>
/// <param name="Score">Lane and order inside the lane, see <see cref="LaneScore"/>.</param>
/// <param name="Reason">The reason in Chinese.</param>
/// <param name="Matched">
/// Half-open ranges of code points in the stored name; empty where something else matched.
/// </param>
public sealed record HitReason(int Score, string Reason, IReadOnlyList<(int Start, int End)> Matched)
{
    /// <summary>The lane, 0 to 12.</summary>
    public int Lane => LaneScore.LaneOf(Score);
}

/// <summary>
/// Explains hits of keyword and name searches in code, from the customer as the system of record has it at answer time;
/// agrees with the clauses that <see cref="EngineQueries"/> sends.
/// </summary>
public sealed class HitExplainer(BlindIndex blinds)
{
    /// <returns>The best reason; null when the customer no longer is a hit.</returns>
    public HitReason? Explain(SearchQuery query, Customer customer, Role role)
    {
        var name = NameText.TryParse(customer.Name, out var text, out _) ? text : null;
        var company = customer.Kind == CustomerKind.Enterprise;
        var byKeyword = query.Keyword is { } keyword ? ExplainKeyword(keyword, customer, name, role) : null;
        if (query.Name is null)
            return byKeyword;

        return query.Keyword is not null && byKeyword is null ? null : Of(name is null ? null : query.Name.Explain(name, company));
    }

    private HitReason? ExplainKeyword(KeywordQuery keyword, Customer customer, NameText? name, Role role)
    {
        foreach (var value in keyword.FullValues.Where(value => FieldMatrix.MaySearch(role, value.Class)))
        {
            var isThere = value is FullValue.Number(var number)
                ? customer.Number == number.ToString()
                : FullValueTokens.Of(customer).Contains(FullValueTokens.Of(value, blinds), StringComparer.Ordinal);
            if (isThere)
                return new HitReason(KeywordLanes.FullValue, value.Reason, []);
        }

        if (keyword.NumberPrefix is { } beginning && customer.Number.StartsWith(beginning, StringComparison.Ordinal))
            return new HitReason(KeywordLanes.NumberPrefix, "客户编号开头", []);
        if (keyword.PhoneTail is { } tail && FieldMatrix.MaySearch(role, FieldClass.Contact) && HasTail(customer, tail))
            return new HitReason(KeywordLanes.PhoneTail, "电话后四位", []);
        if (name is not null && keyword.Name?.Explain(name, customer.Kind == CustomerKind.Enterprise) is { } byName)
            return Of(byName);
        if (FieldMatrix.MaySearch(role, FieldClass.Personal) && customer.LegalRepresentative is { } person
            && NameText.TryParse(person, out var representative, out _)
            && keyword.Name?.ExplainRepresentative(representative) is { } byPerson)
            return new HitReason(byPerson.Score, byPerson.Reason, []);

        return keyword.Remark is not null && FieldMatrix.MaySearch(role, FieldClass.Assessment) && customer.Remark is { } remark
            && RemarkText.Matches(remark, keyword.Text)
            ? new HitReason(KeywordLanes.Remark, "备注", [])
            : null;
    }

    private bool HasTail(Customer customer, string tail)
    {
        var token = blinds.Token(BlindDomain.PhoneTail, tail);
        return customer.Contacts.Exists(contact => contact.TailBlind is { } own && own.AsSpan().SequenceEqual(token));
    }

    private static HitReason? Of(NameHit? hit) => hit is null ? null : new HitReason(hit.Score, hit.Reason, hit.Matched);
}
