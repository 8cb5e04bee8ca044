using Raposa.Inventory;
using Raposa.Organizations;

namespace Raposa.Collection;

/// <inheritdoc cref="IRetention"/>
/// <remarks>A run is kept as long as its snapshot: one without the other explains nothing.</remarks>
internal sealed class RunRetention(CollectionStore runs, InventoryOptions options) : IRetention
{
    public Task<int> ApplyAsync(OrganizationId organization, DateTimeOffset now, CancellationToken cancellationToken) =>
        runs.DeleteRunsAsync(organization, now.AddDays(-options.SnapshotDays), cancellationToken);
}
