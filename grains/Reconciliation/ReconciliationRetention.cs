using Raposa.Collection;
using Raposa.Inventory;
using Raposa.Organizations;

namespace Raposa.Reconciliation;

/// <inheritdoc cref="IRetention"/>
/// <remarks>A run is kept as long as the snapshots that it names, and a verdict as long as a run that found it so.</remarks>
internal sealed class ReconciliationRetention(ReconciliationStore reconciliation, InventoryOptions options) : IRetention
{
    public Task<int> ApplyAsync(OrganizationId organization, DateTimeOffset now, CancellationToken cancellationToken) =>
        reconciliation.ForgetAsync(organization, now.AddDays(-options.SnapshotDays), cancellationToken);
}
