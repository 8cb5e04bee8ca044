using System.Diagnostics.CodeAnalysis;
using Raposa.Detection;

namespace Raposa.Ingestion;

/// <summary>
/// Committed events that wait for detection, up to a number of events. What finds no room is not lost: it stands in the
/// database as not evaluated.
/// </summary>
internal sealed class EvaluationQueue(int capacity)
{
    /// <summary>Events in one call: a call of a whole large batch would hold up everybody else's.</summary>
    public const int EventsPerCall = 1000;

    private readonly Queue<CommittedEvents> _waiting = [];
    private readonly HashSet<Guid> _batches = [];
    private int _events;

    public bool IsEmpty => _waiting.Count == 0;

    public bool IsRunning { get; private set; }

    /// <summary>True while the batch waits or is being evaluated.</summary>
    public bool Holds(Guid batchId) => _batches.Contains(batchId);

    /// <summary>False if there is no room; a batch larger than all the room is taken when nothing else waits.</summary>
    public bool TryAdd(CommittedEvents batch)
    {
        if (_events > 0 && _events + batch.Events.Length > capacity)
        {
            return false;
        }

        _events += batch.Events.Length;
        _batches.Add(batch.BatchId);
        _waiting.Enqueue(batch);
        return true;
    }

    public bool TryTake([NotNullWhen(true)] out CommittedEvents? batch) => _waiting.TryDequeue(out batch);

    /// <summary>The batch that was taken is through, well or badly.</summary>
    public void Done(CommittedEvents batch)
    {
        _events -= batch.Events.Length;
        _batches.Remove(batch.BatchId);
    }

    /// <summary>One runner at a time, until what this returns is disposed of.</summary>
    public IDisposable Run()
    {
        IsRunning = true;
        return new Running(this);
    }

    private sealed class Running(EvaluationQueue queue) : IDisposable
    {
        public void Dispose() => queue.IsRunning = false;
    }
}
