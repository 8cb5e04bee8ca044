namespace Raposa.Collection;

/// <summary>
/// Where a run's resources go. The inventory implements it. A snapshot has the id of its run; every call may come twice,
/// and an activation may die between any two.
/// </summary>
internal interface ISnapshotWriter
{
    /// <summary>Begins the run's snapshot, if it is not there yet.</summary>
    Task OpenAsync(CollectorKey key, CollectionRun run, CancellationToken cancellationToken);

    /// <summary>Adds what a page brought. A resource that comes again in the same run counts once; the later page wins.</summary>
    Task AddAsync(CollectorKey key, Guid runId, SourcePage page, CancellationToken cancellationToken);

    /// <summary>
    /// Ends the snapshot as the run ended: <see cref="RunStatus.Sealed"/>, <see cref="RunStatus.Partial"/> or
    /// <see cref="RunStatus.Failed"/>. A refresh (<see cref="CollectionRun.Only"/>) is sealed over the snapshot before it:
    /// of everything that was not asked for, it says what that one said.
    /// </summary>
    /// <returns>What changed against the sealed snapshot before; null if it was not sealed.</returns>
    Task<SnapshotChange?> CloseAsync(CollectorKey key, CollectionRun run, CancellationToken cancellationToken);
}
