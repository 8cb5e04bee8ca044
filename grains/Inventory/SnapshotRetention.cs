using Raposa.Collection;
using Raposa.Organizations;

namespace Raposa.Inventory;

/// <summary>
/// Forgets what is older than an organization keeps: snapshots that ended before the horizon, then documents that nothing
/// refers to any more. Of each chain the newest sealed snapshot before the horizon stays, for it says what was so there.
/// </summary>
internal sealed class SnapshotRetention(RetentionStore store, InventoryOptions options) : IRetention
{
    public async Task<int> ApplyAsync(OrganizationId organization, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await ForgetAsync(organization, now.AddDays(-options.SnapshotDays), cancellationToken)).Snapshots;

    /// <summary>May be called twice, at once, or be cut short: what is left is taken the next time.</summary>
    /// <param name="horizon">Reads as of this time and later answer as before.</param>
    public async Task<Forgotten> ForgetAsync(OrganizationId organization, DateTimeOffset horizon, CancellationToken cancellationToken)
    {
        var snapshots = 0;
        while (await store.DeleteSnapshotsAsync(organization, horizon, cancellationToken) is > 0 and var deleted)
        {
            snapshots += deleted;
        }

        return new(snapshots, await store.CollectDocumentsAsync(organization, cancellationToken));
    }
}

/// <summary>What was forgotten.</summary>
internal sealed record Forgotten(int Snapshots, int Documents);
