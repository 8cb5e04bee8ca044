using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;

namespace Raposa.Collection;

/// <summary>
/// Hears of events and tells the accounts which of their resources these name, so that they are read again between polls.
/// Keyed by organization; stateless. What is lost on the way the next poll sees.
/// </summary>
[Alias("raposa.refresh-grain")]
public interface IRefreshGrain : IGrainWithStringKey
{
    /// <summary>Returns at once; nobody who takes events waits for it.</summary>
    [OneWay, Alias("notice")]
    Task Notice(ImmutableArray<NoticedEvent> events);
}

/// <summary>An event as it came, UTF-8 JSON.</summary>
/// <param name="Json">The event.</param>
/// <param name="IsRecord">True for a CloudTrail record, false for an EventBridge event with its envelope.</param>
[GenerateSerializer, Immutable, Alias("raposa.noticed-event")]
public sealed record NoticedEvent([property: Id(0)] byte[] Json, [property: Id(1)] bool IsRecord);
