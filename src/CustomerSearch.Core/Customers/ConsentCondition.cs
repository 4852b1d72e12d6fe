using CustomerSearch.Core.Access;

namespace CustomerSearch.Core.Customers;

/// <summary>Only customers who gave their consent to one of the channels may be found.</summary>
/// <param name="Channels">One that the caller names, or all where a purpose names none.</param>
public sealed record ConsentCondition(IReadOnlyList<string> Channels)
{
    /// <summary>What a purpose asks for; null where it does not filter by consent.</summary>
    public static ConsentCondition? Of(Purpose purpose, string? channel) =>
        purpose.FiltersConsent ? new(channel is null ? Vocabulary.Channels : [channel]) : null;

    /// <summary>
    /// Given where one of the channels is; otherwise withdrawn where one of them is; otherwise never asked for.
    /// </summary>
    public ConsentState Of(IEnumerable<ConsentChange> changes)
    {
        var states = Current(changes).Where(state => Channels.Contains(state.Key)).Select(state => state.Value).ToHashSet();
        return states.Contains(ConsentState.Given) ? ConsentState.Given
            : states.Contains(ConsentState.Withdrawn) ? ConsentState.Withdrawn
            : ConsentState.Unknown;
    }

    /// <summary>The state of each channel of which there is a change: the latest holds.</summary>
    public static IEnumerable<KeyValuePair<string, ConsentState>> Current(IEnumerable<ConsentChange> changes) => changes
        .GroupBy(change => change.Channel)
        .Select(channel => KeyValuePair.Create(channel.Key, Latest(channel, channel.Key)!.State));

    /// <summary>The change that holds for a channel; null where there is none.</summary>
    public static ConsentChange? Latest(IEnumerable<ConsentChange> changes, string channel) =>
        changes.Where(change => change.Channel == channel).MaxBy(change => (change.At, change.Id));
}
