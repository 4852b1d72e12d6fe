using System.Globalization;
using CustomerSearch.Core.Customers.Writing;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Service.Hosting;

namespace CustomerSearch.Service.Customers;

/// <summary>Answers writes: what was written with its ETag, or the problem that stood against it.</summary>
internal sealed class WriteAnswers(WaitForIndex index)
{
    public async Task<IResult> OfAsync(WriteResult result, string? wait, HttpContext context, CancellationToken ct) => result switch
    {
        WriteResult.Written written => await OfAsync(written, wait, context, ct),
        WriteResult.Wrong(var errors) => Problems.Unprocessable(errors),
        WriteResult.Denied(var errors) => Problems.Denied(errors),
        WriteResult.Conflict(var errors) => Problems.Conflict(errors),
        WriteResult.Refused(var duplicates) => Problems.Duplicate(duplicates),
        WriteResult.TooMany(var time) => Problems.TooManyMisses(context, time, null),
        WriteResult.Stale => Problems.Stale(),
        WriteResult.NotFound => Problems.NotFound(),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private async Task<IResult> OfAsync(WriteResult.Written written, string? wait, HttpContext context, CancellationToken ct)
    {
        bool? isSeen = wait == "index" ? await index.RunAsync(written.Id, ct) : null;
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{written.Version}\"");
        var view = new WrittenView(
            written.CustomerNo, written.Operation?.ToString(), written.Changed, isSeen,
            written.Duplicates.Count == 0 ? null : written.Duplicates);
        return written.IsNew ? TypedResults.Created($"/api/v1/customers/{written.CustomerNo}", view) : TypedResults.Ok(view);
    }
}

/// <param name="Operation">The number of the operation record; absent where nothing had to change.</param>
/// <param name="Changed">The fields that are other than before.</param>
/// <param name="Indexed">Where it was asked to wait: whether searches see it.</param>
/// <param name="Duplicates">What another customer has too, where that is a warning by configuration.</param>
internal sealed record WrittenView(
    string CustomerNo, string? Operation, IReadOnlyCollection<string> Changed, bool? Indexed, IReadOnlyList<Duplicate>? Duplicates);
