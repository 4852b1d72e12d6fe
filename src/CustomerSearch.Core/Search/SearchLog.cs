using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;

namespace CustomerSearch.Core.Search;

/// <summary>Records searches: what was answered, what failed, what was refused.</summary>
public sealed class SearchLog(AuditLog audit, SearchRecords records, SearchSteps steps, BusinessClock clock)
{
    /// <summary>Records a request that was wrong, or not this role's.</summary>
    /// <exception cref="RecordUnavailableException">The record could not be written.</exception>
    public Task<Receipt> RefusedAsync(ParsedSearch.Bad bad, Operator caller) => audit.RecordAsync(records.Refused(bad, caller));

    /// <summary>Records that an account was turned away because its meter is full.</summary>
    /// <exception cref="RecordUnavailableException">The record could not be written.</exception>
    public Task<Receipt> TurnedAwayAsync(SearchQuery query, Operator caller) => audit.RecordAsync(records.TurnedAway(query, caller));

    internal DateTimeOffset Now => clock.Now;

    internal Run Begin(SearchQuery query, Operator caller) => new(this, query, caller, clock.TimeProvider.GetTimestamp());

    /// <summary>One search on its way, timed from its beginning.</summary>
    internal sealed class Run(SearchLog log, SearchQuery query, Operator caller, long began)
    {
        public TimeSpan Took => log.ElapsedSince(began);

        public async Task<Receipt> AnsweredAsync(Scope scope, SearchFindings found, CancellationToken ct)
        {
            var stepOf = query.Continuation is null
                ? null : await log.Steps.FindAsync(query, log.Records.CriteriaOf(query), caller, ct);
            return await log.RecordAsync(log.Records.Answered(query, caller, scope, found, Took, stepOf));
        }

        public Task<Receipt> FailedAsync(Scope scope, string engine) =>
            log.RecordAsync(log.Records.Failed(query, caller, scope, engine, Took));
    }

    private SearchRecords Records => records;

    private SearchSteps Steps => steps;

    private TimeSpan ElapsedSince(long began) => clock.TimeProvider.GetElapsedTime(began);

    private Task<Receipt> RecordAsync(AuditRecord draft) => audit.RecordAsync(draft);
}
