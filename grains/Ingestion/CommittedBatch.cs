using System.Collections.Immutable;

namespace Raposa.Ingestion;

/// <summary>What became of a batch: what its sender is told, and its events that were not there before.</summary>
internal sealed record CommittedBatch(PreparedBatch Batch, DeliveryAnswer Answer, ImmutableArray<PreparedEvent> NewEvents)
{
    public NewEvents Added => new(Batch.BatchId, Batch.Text, NewEvents);
}

/// <summary>A batch whose new events detection has not seen, as far as the database knows.</summary>
internal sealed record UnevaluatedBatch(Guid BatchId, string ObjectKey, DateTimeOffset ReceivedAt);

/// <summary>A delivery that was accepted before.</summary>
internal sealed record EarlierDelivery(IngestReceipt Receipt)
{
    /// <summary>The first receipt again, or that the message id was used for another body.</summary>
    public DeliveryAnswer AnswerTo(string sha256) => Receipt.Sha256 == sha256
        ? new(Receipt, null)
        : new(null, new()
        {
            Kind = DeliveryRefusalKind.MessageIdReused,
            Reason = "message-id-reused",
            Detail = "This message id was used before for another body; send each body under an id of its own.",
        });
}
