using Orleans.Runtime;

namespace Raposa.LocalEngine.Calls;

/// <summary>
/// A sequence that a grain makes and another reads. Each fetch is a call that interleaves, brings what is ready at once,
/// and waits for the first item no longer than half a response time-out.
/// </summary>
internal sealed class RemoteEnumerable<T>(GrainReference reference, MethodPlan method, object?[] arguments) : IAsyncEnumerable<T>
{
    public int MaxBatchSize { get; set; } = 100;

    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var id = Guid.NewGuid();
        var started = false;
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var first = !started;
                started = true;
                var batch = (Batch<T>)(await Fetch(id, first).WaitAsync(cancellationToken))!;
                foreach (var item in batch.Items)
                {
                    yield return item;
                }

                if (batch.Failure is not null)
                {
                    System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(batch.Failure);
                }

                if (batch.IsLast)
                {
                    started = false;
                    yield break;
                }
            }
        }
        finally
        {
            if (started)
            {
                await reference.Dispatcher.Send(reference, NewCall(grain => Enumerations.Of(grain).DisposeAsync(id)));
            }
        }
    }

    private Task<object?> Fetch(Guid id, bool first) => reference.Dispatcher.Send(reference, NewCall(async grain =>
        await Enumerations.Of(grain).FetchAsync<T>(
            id, first ? () => (IAsyncEnumerable<T>)method.InvokeEnumeration(grain, arguments) : null, MaxBatchSize)));

    private Call NewCall(Func<object, Task<object?>> work) =>
        new(reference.GrainId, method, arguments, work) { IsAlwaysInterleave = true };
}

/// <summary>What one fetch brought. A failure comes after the items before it.</summary>
internal sealed record Batch<T>(IReadOnlyList<T> Items, bool IsLast, Exception? Failure);
