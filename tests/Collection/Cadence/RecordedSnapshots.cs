using System.Collections.Concurrent;

namespace Raposa.Collection;

/// <summary>Remembers what was written to it, in order.</summary>
internal sealed class RecordedSnapshots : ISnapshotWriter
{
    private readonly ConcurrentDictionary<Guid, byte> _open = new();

    public ConcurrentQueue<string> Calls { get; } = new();

    public SnapshotChange Change { get; set; } = SnapshotChange.None;

    /// <summary>How many of the next writes fail, as a database that is away.</summary>
    public int Fails { get; set; }

    public Task OpenAsync(CollectorKey key, CollectionRun run, CancellationToken cancellationToken)
    {
        if (_open.TryAdd(run.Id, 0))
        {
            Calls.Enqueue("open");
        }

        return Task.CompletedTask;
    }

    public Task AddAsync(CollectorKey key, Guid runId, SourcePage page, CancellationToken cancellationToken)
    {
        if (Fails > 0)
        {
            Fails--;
            throw new IOException("The database is away.");
        }

        Calls.Enqueue($"add {page.Resources.Length}");
        return Task.CompletedTask;
    }

    public Task<SnapshotChange?> CloseAsync(CollectorKey key, CollectionRun run, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"close {run.Status}");
        return Task.FromResult(run.Status == RunStatus.Sealed ? Change : null);
    }
}
