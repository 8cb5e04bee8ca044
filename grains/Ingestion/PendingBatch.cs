namespace Raposa.Ingestion;

/// <summary>A batch on its way to the disk, and what its sender will be told.</summary>
internal sealed class PendingBatch(PreparedBatch batch)
{
    private readonly TaskCompletionSource<DeliveryAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PreparedBatch Batch => batch;

    public Task<DeliveryAnswer> Answer => _answer.Task;

    public void Settle(DeliveryAnswer answer) => _answer.TrySetResult(answer);

    /// <summary>Nothing was acknowledged; the sender may repeat it.</summary>
    public void Fail() => Settle(new(null, new()
    {
        Kind = DeliveryRefusalKind.Unavailable,
        Reason = "outage",
        Detail = Outage.Detail,
    }));

    /// <summary>Our own mistake: it fails the request.</summary>
    public void Fault(Exception fault) => _answer.TrySetException(fault);
}
