using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;

namespace Raposa.Collection;

/// <summary>
/// Collects one source from one account (and one region), a page per turn. Keyed by <see cref="CollectorKey"/>, so the
/// grain is also the lock: one source is never read twice at once from one account. It has no reminder of its own: the
/// account's grain ticks it, and is told when the run has ended.
/// </summary>
[Alias("raposa.collector-grain")]
public interface ICollectorGrain : IGrainWithStringKey
{
    /// <summary>Starts a run and returns it at once; if one is in progress, returns that one.</summary>
    /// <param name="trigger">Why.</param>
    /// <param name="only">Keys of the resources to refresh; empty for a full pass.</param>
    [AlwaysInterleave, Alias("start")]
    Task<CollectionRun> Start(RunTrigger trigger, ImmutableArray<string> only);

    /// <summary>The run in progress or the last one; null if there never was one.</summary>
    [AlwaysInterleave, Alias("get-run")]
    Task<CollectionRun?> GetRun();

    /// <summary>
    /// Ends the run in progress as failed or partial, and returns when it has ended. A page under way is given up. For an
    /// account that is disconnected; its grain is not told of this end.
    /// </summary>
    [AlwaysInterleave, Alias("cancel")]
    Task Cancel();
}
