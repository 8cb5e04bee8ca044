using System.Collections.Immutable;
using Orleans;

namespace Raposa.Ingestion;

/// <summary>A delivery that was believed, parsed and checked, ready to be written.</summary>
[GenerateSerializer, Immutable, Alias("raposa.prepared-batch")]
public sealed record PreparedBatch
{
    /// <summary>Derived from organization, channel, message id and body, so that a retry writes the same object.</summary>
    [Id(0)] public required Guid BatchId { get; init; }
    [Id(1)] public required string MessageId { get; init; }
    [Id(2)] public required DeliveryChannel Channel { get; init; }
    [Id(3)] public required Provenance Provenance { get; init; }
    [Id(4)] public required string CredentialId { get; init; }

    /// <summary>SHA-256 of the body as received, lower-case hex.</summary>
    [Id(5)] public required string Sha256 { get; init; }

    /// <summary>When it arrived, in whole microseconds.</summary>
    [Id(6)] public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The body gzipped, for the object store: as received, if it was.</summary>
    [Id(7)] public required byte[] Compressed { get; init; }

    /// <summary>The body inflated.</summary>
    [Id(8)] public required byte[] Text { get; init; }
    [Id(9)] public required ImmutableArray<PreparedEvent> Events { get; init; }
    [Id(10)] public required ImmutableArray<RejectedRecord> Rejections { get; init; }

    /// <summary>Bytes as received.</summary>
    [Id(11)] public required int WireBytes { get; init; }
}

/// <summary>One record to be stored: what is queried of it, and where its bytes are.</summary>
[GenerateSerializer, Immutable, Alias("raposa.prepared-event")]
public sealed record PreparedEvent
{
    /// <summary>The uuid that identifies the event in PostgreSQL.</summary>
    [Id(0)] public required Guid EventKey { get; init; }
    [Id(1)] public required string EventId { get; init; }

    /// <summary>In whole microseconds, UTC.</summary>
    [Id(2)] public required DateTimeOffset EventTime { get; init; }
    [Id(3)] public required bool IsTimeKnown { get; init; }
    [Id(4)] public string? EventSource { get; init; }
    [Id(5)] public string? EventName { get; init; }
    [Id(6)] public string? Region { get; init; }
    [Id(7)] public string? AccountId { get; init; }
    [Id(8)] public string? Actor { get; init; }
    [Id(9)] public string? SourceIp { get; init; }
    [Id(10)] public string? ErrorCode { get; init; }
    [Id(11)] public bool? IsReadOnly { get; init; }
    [Id(12)] public required bool IsUnclaimed { get; init; }

    /// <summary>0-based position in the body.</summary>
    [Id(13)] public required int RecordIndex { get; init; }

    /// <summary>The record is these bytes of <see cref="PreparedBatch.Text"/>.</summary>
    [Id(14)] public required int Offset { get; init; }
    [Id(15)] public required int Length { get; init; }

    /// <summary>False: <c>jsonb</c> would lose part of the record, so its exact text is stored beside.</summary>
    [Id(16)] public required bool IsPlain { get; init; }
}
