using System.Runtime.CompilerServices;
using Orleans;

namespace Raposa.Organizations;

/// <inheritdoc cref="IActivityGrain"/>
internal sealed class ActivityGrain(TimeProvider time) : Grain, IActivityGrain
{
    // Sequences go on where an earlier activation cannot have come: microseconds since 1970, which a browser still counts exactly.
    private readonly ActivityRing _ring = new(time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000);
    private TaskCompletionSource _next = NewSignal();

    public Task Publish(ActivityEntry entry)
    {
        _ring.Add(entry);
        var waiting = _next;
        _next = NewSignal();
        waiting.SetResult();
        return Task.CompletedTask;
    }

    public IAsyncEnumerable<ActivityEntry> Watch(long after) => WatchAsync(after, CancellationToken.None);

    // The engine hands its token to the enumerator; that is how a watcher who left stops waiting.
    private async IAsyncEnumerable<ActivityEntry> WatchAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reading = _ring.ReadFrom(after);
        while (true)
        {
            var next = _next.Task;
            while (reading.TryRead(out var entry))
            {
                yield return entry;
            }

            await next.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
