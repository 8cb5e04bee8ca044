using Raposa.Collection;
using Raposa.Organizations;

namespace Raposa.Inventory;

/// <inheritdoc cref="IRetention"/>
/// <remarks>An analysis is kept as long as the snapshots that it names.</remarks>
internal sealed class AnalysisRetention(AnalysisStore analyses, InventoryOptions options) : IRetention
{
    public Task<int> ApplyAsync(OrganizationId organization, DateTimeOffset now, CancellationToken cancellationToken) =>
        analyses.DeleteAsync(organization, now.AddDays(-options.SnapshotDays), cancellationToken);
}
