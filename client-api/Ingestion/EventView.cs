using System.Collections.Immutable;

namespace Raposa.Ingestion;

/// <summary>An event as the API shows it: <see cref="TrailEvent"/> with its record as JSON.</summary>
public sealed record EventView
{
    /// <summary>CloudTrail's <c>eventID</c>; <c>sha256:…</c> of the record where it has none.</summary>
    public required string EventId { get; init; }
    public required DateTimeOffset EventTime { get; init; }

    /// <summary>False: the record had no readable time, and the time it arrived stands in.</summary>
    public required bool IsTimeKnown { get; init; }
    public string? EventSource { get; init; }
    public string? EventName { get; init; }
    public string? Region { get; init; }
    public string? AccountId { get; init; }
    public string? Actor { get; init; }
    public string? SourceIp { get; init; }
    public string? ErrorCode { get; init; }
    public bool? IsReadOnly { get; init; }
    public required Provenance Provenance { get; init; }

    /// <summary>True: nobody here has claimed the AWS account.</summary>
    public required bool IsUnclaimed { get; init; }
    public required Guid BatchId { get; init; }

    /// <summary>0-based position in the batch.</summary>
    public required int RecordIndex { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The CloudTrail record.</summary>
    public required RawJson Record { get; init; }

    public static EventView Of(TrailEvent stored) => new()
    {
        EventId = stored.EventId,
        EventTime = stored.EventTime,
        IsTimeKnown = stored.IsTimeKnown,
        EventSource = stored.EventSource,
        EventName = stored.EventName,
        Region = stored.Region,
        AccountId = stored.AccountId,
        Actor = stored.Actor,
        SourceIp = stored.SourceIp,
        ErrorCode = stored.ErrorCode,
        IsReadOnly = stored.IsReadOnly,
        Provenance = stored.Provenance,
        IsUnclaimed = stored.IsUnclaimed,
        BatchId = stored.BatchId,
        RecordIndex = stored.RecordIndex,
        ReceivedAt = stored.ReceivedAt,
        Record = new(stored.Record),
    };
}

/// <summary>A page of events, newest first. <see cref="Next"/> goes into <c>cursor</c> for the page after; null on the last.</summary>
/// <param name="ReadAt">The platform's time when the page was read: what was accepted later may be missing from it.</param>
public sealed record EventPageView(ImmutableArray<EventView> Events, string? Next, DateTimeOffset ReadAt);
