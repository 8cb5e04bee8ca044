using System.Collections.Immutable;
using Orleans;

namespace Raposa.Ingestion;

/// <summary>
/// Takes one delivery from the edge to a durable receipt: key, time, signature, replay, parse, ownership, write, in that
/// order. Keyed by organization; stateless, so many deliveries are checked and parsed at once. A call may be repeated:
/// the same message id with the same body gets the first receipt again and stores nothing.
/// </summary>
[Alias("raposa.ingestion-gateway-grain")]
public interface IIngestionGatewayGrain : IGrainWithStringKey
{
    [Alias("accept")]
    Task<DeliveryAnswer> Accept(Delivery delivery);
}

/// <summary>A request as it arrived. Nothing in it has been believed yet.</summary>
[GenerateSerializer, Immutable, Alias("raposa.delivery")]
public sealed record Delivery
{
    [Id(0)] public required DeliveryChannel Channel { get; init; }

    /// <summary>The credential id that the API key names.</summary>
    [Id(1)] public required string CredentialId { get; init; }

    /// <summary>SHA-256 of the API key as presented, lower-case hex.</summary>
    [Id(2)] public required string ApiKeyHash { get; init; }

    /// <summary>The <c>webhook-id</c> header; for EventBridge it is read from the event.</summary>
    [Id(3)] public string? MessageId { get; init; }

    /// <summary>The <c>webhook-timestamp</c> header.</summary>
    [Id(4)] public string? Timestamp { get; init; }

    /// <summary>The <c>webhook-signature</c> header.</summary>
    [Id(5)] public string? Signature { get; init; }

    /// <summary>The <c>content-encoding</c> header: null, <c>identity</c> or <c>gzip</c>.</summary>
    [Id(6)] public string? ContentEncoding { get; init; }

    /// <summary>The raw bytes as received, still compressed if they were.</summary>
    [Id(7)] public required byte[] Body { get; init; }

    /// <summary>The <c>content-type</c> header, if there was one.</summary>
    [Id(8)] public string? ContentType { get; init; }
}

[GenerateSerializer, Alias("raposa.delivery-channel")]
public enum DeliveryChannel
{
    /// <summary>API key and Standard Webhooks signature.</summary>
    Webhook = 1,

    /// <summary>API key only: an EventBridge API destination, which cannot sign.</summary>
    EventBridge = 2,

    /// <summary>A log file that our own role read from a trail's bucket.</summary>
    TrailBucket = 3,

    /// <summary>What our own role was answered by <c>LookupEvents</c>, where a trail's bucket cannot be read.</summary>
    LookupEvents = 4,
}

/// <summary>Either a receipt or a refusal.</summary>
[GenerateSerializer, Immutable, Alias("raposa.delivery-answer")]
public sealed record DeliveryAnswer([property: Id(0)] IngestReceipt? Receipt, [property: Id(1)] DeliveryRefusal? Refusal);

/// <summary>Why nothing was stored. Only <see cref="Kind"/> reaches a caller who is not authenticated.</summary>
[GenerateSerializer, Immutable, Alias("raposa.delivery-refusal")]
public sealed record DeliveryRefusal
{
    [Id(0)] public required DeliveryRefusalKind Kind { get; init; }

    /// <summary>For the counter and the log: <c>unknown-key</c>, <c>revoked</c>, <c>clock</c>, <c>signature</c>, <c>not-json</c>, …</summary>
    [Id(1)] public required string Reason { get; init; }

    /// <summary>A sentence with the remedy, for kinds other than <see cref="DeliveryRefusalKind.Unauthorized"/>.</summary>
    [Id(2)] public string? Detail { get; init; }
}

[GenerateSerializer, Alias("raposa.delivery-refusal-kind")]
public enum DeliveryRefusalKind
{
    /// <summary>401: key, signature, clock or tenant; which one is never said.</summary>
    Unauthorized = 1,

    /// <summary>400.</summary>
    BadRequest = 2,

    /// <summary>413: wire size, inflated size or ratio.</summary>
    TooLarge = 3,

    /// <summary>415.</summary>
    UnsupportedMediaType = 4,

    /// <summary>409: the message id was used before for another body.</summary>
    MessageIdReused = 5,

    /// <summary>503: the database or the object store is away. Nothing was acknowledged; the same message may be sent again.</summary>
    Unavailable = 6,
}

/// <summary>Proof that a batch is durable: its object is stored and its rows are committed.</summary>
[GenerateSerializer, Immutable, Alias("raposa.ingest-receipt")]
public sealed record IngestReceipt
{
    [Id(0)] public required Guid BatchId { get; init; }

    /// <summary>SHA-256 of the body as received, lower-case hex.</summary>
    [Id(1)] public required string Sha256 { get; init; }
    [Id(2)] public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Records in the body: always <see cref="Accepted"/> + <see cref="Duplicate"/> + <see cref="Rejected"/>.</summary>
    [Id(3)] public required int Records { get; init; }
    [Id(4)] public required int Accepted { get; init; }
    [Id(5)] public required int Duplicate { get; init; }
    [Id(6)] public required int Rejected { get; init; }

    /// <summary>Of the accepted, those of an AWS account that nobody has claimed.</summary>
    [Id(7)] public required int Unclaimed { get; init; }
    [Id(8)] public required ImmutableArray<RejectedRecord> Rejections { get; init; }
}

/// <summary>A record that was not stored as an event. It still stands in the batch's object.</summary>
[GenerateSerializer, Immutable, Alias("raposa.rejected-record")]
public sealed record RejectedRecord
{
    /// <summary>0-based position in the body.</summary>
    [Id(0)] public required int Index { get; init; }

    /// <summary>Stable code: <c>not-an-object</c>, <c>not-cloudtrail</c>, <c>too-large</c>, <c>account-of-another-organization</c>, <c>account-not-claimed</c>.</summary>
    [Id(1)] public required string Reason { get; init; }
    [Id(2)] public required string Detail { get; init; }
}
