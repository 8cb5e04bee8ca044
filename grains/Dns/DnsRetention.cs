using Raposa.Collection;
using Raposa.Inventory;
using Raposa.Organizations;

namespace Raposa.Dns;

/// <summary>Forgets what stood behind names before what an organization keeps, as long as it keeps snapshots.</summary>
internal sealed class DnsRetention(DnsStore store, InventoryOptions options) : IRetention
{
    public Task<int> ApplyAsync(OrganizationId organization, DateTimeOffset now, CancellationToken cancellationToken) =>
        store.ForgetAsync(organization, now.AddDays(-options.SnapshotDays), cancellationToken);
}
