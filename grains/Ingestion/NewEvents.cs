using System.Collections.Immutable;
using Raposa.Detection;

namespace Raposa.Ingestion;

/// <summary>The events that were new with a batch, and the text that their records are in.</summary>
internal sealed record NewEvents(Guid BatchId, byte[] Text, ImmutableArray<PreparedEvent> Events)
{
    /// <summary>The same with each record by itself, as detection takes them.</summary>
    public CommittedEvents ForDetection() => new() { BatchId = BatchId, Events = [.. Events.Select(ForDetection)] };

    private CommittedEvent ForDetection(PreparedEvent one) => new()
    {
        EventKey = one.EventKey,
        EventId = one.EventId,
        EventTime = one.EventTime,
        Record = Text.AsSpan(one.Offset, one.Length).ToArray(),
    };
}
