using System.Collections.Immutable;
using Orleans;

namespace Raposa.Ingestion;

/// <summary>Reads CloudTrail events from PostgreSQL. Keyed by organization; stateless.</summary>
[Alias("raposa.event-reader-grain")]
public interface IEventReaderGrain : IGrainWithStringKey
{
    /// <summary>The event with that <c>eventID</c> (or content-hash id), or null.</summary>
    [Alias("get-event")]
    Task<TrailEvent?> GetEvent(string eventId);

    /// <summary>Newest first, keyset pages.</summary>
    /// <exception cref="ArgumentException">The cursor is not one that this platform gave.</exception>
    [Alias("get-events")]
    Task<EventPage> GetEvents(EventQuery query);

    /// <summary>The receipt that a batch was answered with, or null.</summary>
    [Alias("get-receipt")]
    Task<IngestReceipt?> GetReceipt(Guid batchId);
}

/// <summary>What to list. All conditions hold together; null means any.</summary>
[GenerateSerializer, Immutable, Alias("raposa.event-query")]
public sealed record EventQuery
{
    [Id(0)] public DateTimeOffset? From { get; init; }
    [Id(1)] public DateTimeOffset? To { get; init; }
    [Id(2)] public string? EventName { get; init; }
    [Id(3)] public string? EventSource { get; init; }
    [Id(4)] public string? AccountId { get; init; }
    [Id(5)] public string? Region { get; init; }
    [Id(6)] public string? Actor { get; init; }
    [Id(7)] public string? SourceIp { get; init; }
    [Id(8)] public string? ErrorCode { get; init; }
    [Id(9)] public Guid? BatchId { get; init; }

    /// <summary>1 to 500.</summary>
    [Id(10)] public int Limit { get; init; } = 50;

    /// <summary>The <see cref="EventPage.Next"/> of the page before.</summary>
    [Id(11)] public string? Cursor { get; init; }
}

[GenerateSerializer, Immutable, Alias("raposa.event-page")]
public sealed record EventPage([property: Id(0)] ImmutableArray<TrailEvent> Events, [property: Id(1)] string? Next);

/// <summary>A stored CloudTrail event: what the platform queries, and the record exactly as AWS wrote it.</summary>
[GenerateSerializer, Immutable, Alias("raposa.trail-event")]
public sealed record TrailEvent
{
    /// <summary>CloudTrail's <c>eventID</c>; <c>sha256:…</c> of the canonical record where it has none.</summary>
    [Id(0)] public required string EventId { get; init; }
    [Id(1)] public required DateTimeOffset EventTime { get; init; }

    /// <summary>False: the record had no readable <c>eventTime</c>, and the time it arrived stands in.</summary>
    [Id(2)] public required bool IsTimeKnown { get; init; }
    [Id(3)] public string? EventSource { get; init; }
    [Id(4)] public string? EventName { get; init; }
    [Id(5)] public string? Region { get; init; }
    [Id(6)] public string? AccountId { get; init; }
    [Id(7)] public string? Actor { get; init; }
    [Id(8)] public string? SourceIp { get; init; }
    [Id(9)] public string? ErrorCode { get; init; }
    [Id(10)] public bool? IsReadOnly { get; init; }
    [Id(11)] public required Provenance Provenance { get; init; }

    /// <summary>True: nobody here has claimed the AWS account.</summary>
    [Id(12)] public required bool IsUnclaimed { get; init; }
    [Id(13)] public required Guid BatchId { get; init; }
    [Id(14)] public required int RecordIndex { get; init; }
    [Id(15)] public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The record as JSON text.</summary>
    [Id(16)] public required string Record { get; init; }
}
