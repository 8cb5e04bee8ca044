using System.Collections.Immutable;
using Raposa.Organizations;

namespace Raposa.Reconciliation;

/// <summary>What outlives the grains: the verdicts, and what they were made from.</summary>
internal interface IReconciliationRecords
{
    /// <summary>Begins a run: what is read is what the verdicts are written for. Disposed without a write, it leaves nothing.</summary>
    Task<IReconciliationSession> OpenAsync(OrganizationId organization, ReconciliationRequest request, CancellationToken cancellationToken);

    /// <summary>Null if that run was not written.</summary>
    Task<ReconciliationSummary?> FindRunAsync(OrganizationId organization, Guid runId, CancellationToken cancellationToken);

    /// <summary>Verdicts that began or ended, of which findings and grains were not told yet.</summary>
    Task<ImmutableArray<UntoldVerdict>> GetUntoldAsync(OrganizationId organization, CancellationToken cancellationToken);

    Task SetToldAsync(OrganizationId organization, ImmutableArray<UntoldVerdict> told, CancellationToken cancellationToken);

    /// <summary>The verdict on an instance as of now; null if it is not there.</summary>
    Task<StandingVerdict?> FindInstanceAsync(InstanceKey instance, CancellationToken cancellationToken);

    /// <summary>The verdict on the instance that holds a sensor; null if none does.</summary>
    Task<StandingVerdict?> FindHolderAsync(SensorKey sensor, CancellationToken cancellationToken);
}

/// <summary>A run under way.</summary>
internal interface IReconciliationSession : IAsyncDisposable
{
    Task<ReadEstate> ReadAsync(CancellationToken cancellationToken);

    /// <summary>All or nothing; the session ends with it.</summary>
    /// <returns>False, and nothing written, if a run of a later or the same time has been written.</returns>
    Task<bool> WriteAsync(DecidedRun run, CancellationToken cancellationToken);
}

/// <summary>A verdict that stands, and when a run last said so.</summary>
internal sealed record StandingVerdict(InstanceName Instance, CoverageClass Class, DateTimeOffset ConfirmedAt);
