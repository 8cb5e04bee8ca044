using Raposa.Inventory;
using Raposa.Organizations;

namespace Raposa.Collection;

/// <inheritdoc cref="IRetention"/>
/// <remarks>A run is kept as long as its snapshot: one without the other explains nothing.</remarks>
internal sealed class RunRetention(SnapshotRetention snapshots, InventoryOptions options, CollectionStore runs) : IRetention
{
    public async Task<int> ApplyAsync(OrganizationId organization, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var forgotten = await snapshots.ApplyAsync(organization, days: null, cancellationToken);
        return forgotten.Snapshots + await runs.DeleteRunsAsync(organization, now.AddDays(-options.SnapshotDays), cancellationToken);
    }
}
