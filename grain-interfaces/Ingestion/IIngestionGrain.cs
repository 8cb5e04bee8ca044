using Orleans;

namespace Raposa.Ingestion;

/// <summary>
/// Writes batches down, keyed by <see cref="IngestionKey"/>. Deliveries that arrive while one commit runs go together into
/// the next. It answers only after the batch's object is stored and its rows are committed; a batch that is already there
/// gets its first receipt. After the answer its new events go to detection, at least once.
/// </summary>
[Alias("raposa.ingestion-grain")]
public interface IIngestionGrain : IGrainWithStringKey
{
    /// <summary>A receipt, or <see cref="DeliveryRefusalKind.MessageIdReused"/> or <see cref="DeliveryRefusalKind.Unavailable"/>.</summary>
    [Alias("commit")]
    Task<DeliveryAnswer> Commit(PreparedBatch batch);
}
