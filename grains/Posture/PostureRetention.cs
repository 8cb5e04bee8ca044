using Raposa.Collection;
using Raposa.Inventory;
using Raposa.Organizations;

namespace Raposa.Posture;

/// <summary>Forgets verdicts that ended before what an organization keeps, as long as it keeps snapshots.</summary>
internal sealed class PostureRetention(PostureStore store, InventoryOptions options) : IRetention
{
    public Task<int> ApplyAsync(OrganizationId organization, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.ForgetAsync(organization, now.AddDays(-options.SnapshotDays), cancellationToken);
}
