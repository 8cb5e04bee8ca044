using System.Collections.Immutable;
using Raposa.Organizations;

namespace Raposa.Collection;

/// <summary>What is known of schedules and runs, in whatever keeps it. Every call may come twice.</summary>
internal interface ICollectionRecords
{
    /// <summary>Everything that is planned for an account.</summary>
    Task<ImmutableArray<PlannedSource>> LoadAsync(
        OrganizationId organization, string accountId, CancellationToken cancellationToken);

    /// <summary>Writes schedules. One that is older than what is stored (by its revision) changes nothing.</summary>
    Task SaveAsync(
        OrganizationId organization, string accountId, ImmutableArray<SourceSchedule> schedules, CancellationToken cancellationToken);

    /// <summary>Forgets schedules, and remembers that what they planned is read no more since then; their runs stay.</summary>
    Task RemoveAsync(
        OrganizationId organization, string accountId, ImmutableArray<SourceSchedule> schedules, DateTimeOffset leftAt, CancellationToken cancellationToken);

    /// <summary>Writes a run as it is now. One that has ended stays as it ended.</summary>
    Task SaveRunAsync(CollectorKey key, CollectionRun run, CancellationToken cancellationToken);

    /// <summary>What the organization decided about cadences.</summary>
    Task<ImmutableArray<CadenceSetting>> GetCadencesAsync(OrganizationId organization, CancellationToken cancellationToken);

    /// <param name="period">Null: what was decided is forgotten.</param>
    Task SaveCadenceAsync(OrganizationId organization, string source, TimeSpan? period, CancellationToken cancellationToken);
}

/// <summary>A schedule as stored.</summary>
/// <param name="Schedule">With the last full run that it has taken into account.</param>
/// <param name="Untold">A full run that ended after that one, and whose end the schedule was never told of.</param>
/// <param name="Current">The newest run, if it is in progress.</param>
internal sealed record PlannedSource(SourceSchedule Schedule, CollectionRun? Untold, CollectionRun? Current);
