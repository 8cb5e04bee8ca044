using System.Net;

namespace Raposa.Cli;

/// <summary>Sends batches, four at a time. The first that cannot be delivered stops the rest: nothing behind it would fare better.</summary>
internal sealed class Sender(DeliveryClient client)
{
    private const int Concurrency = 4;

    /// <param name="summary">Receives what becomes of each batch, as it becomes known.</param>
    /// <param name="sent">Told after each batch that got an answer.</param>
    public async Task SendAsync(
        IAsyncEnumerable<Batch> batches, SendSummary summary, Action<Batch> sent, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await Parallel.ForEachAsync(
                batches,
                new ParallelOptions { MaxDegreeOfParallelism = Concurrency, CancellationToken = stop.Token },
                async (batch, _) =>
                {
                    // A batch on its way is let through even when another one failed: its answer is worth having.
                    await SendAsync(batch, summary, cancellationToken);
                    sent(batch);
                    if (summary.Failure is not null)
                    {
                        await stop.CancelAsync();
                    }
                });
        }
        catch (OperationCanceledException) when (summary.Failure is not null && !cancellationToken.IsCancellationRequested)
        {
            // Stopped above; the summary says why.
        }
    }

    private async Task SendAsync(Batch batch, SendSummary summary, CancellationToken cancellationToken)
    {
        switch (await client.DeliverAsync(batch, cancellationToken))
        {
            case Received received:
                summary.Add(batch, received.Receipt);
                break;
            case Refused { Status: HttpStatusCode.RequestEntityTooLarge } when batch.Records.Length > 1:
                var (first, second) = batch.Split();
                await SendAsync(first, summary, cancellationToken);
                await SendAsync(second, summary, cancellationToken);
                break;
            case Refused refused:
                summary.Add(batch, refused);
                break;
            case Undelivered undelivered:
                summary.Fail(batch, undelivered.Reason);
                break;
        }
    }
}
