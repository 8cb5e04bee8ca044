using System.Collections.Immutable;
using Orleans;

namespace Raposa.Inventory;

/// <summary>
/// Reads what was collected, from PostgreSQL. Keyed by organization; stateless. A time to read as of means: of each source,
/// account and region, the newest snapshot that was sealed at that time or before. Null is now.
/// </summary>
[Alias("raposa.inventory-reader-grain")]
public interface IInventoryReaderGrain : IGrainWithStringKey
{
    /// <summary>Newest first, open, partial and failed ones included.</summary>
    /// <exception cref="ArgumentException">The cursor is not one that this platform gave.</exception>
    [Alias("get-snapshots")]
    Task<SnapshotPage> GetSnapshots(SnapshotQuery query);

    /// <summary>The snapshot that the run of that id left, or null.</summary>
    [Alias("get-snapshot")]
    Task<Snapshot?> GetSnapshot(Guid id);

    /// <summary>Resources as they were, in an order that stays the same from page to page. Every page must ask as of the same time.</summary>
    /// <exception cref="ArgumentException">The cursor is not one that this platform gave, or the JSON path is none: the message says what is wrong.</exception>
    /// <exception cref="TimeoutException">The search was given up; a source or a tag beside the JSON path narrows it.</exception>
    [Alias("get-resources")]
    Task<ResourcePage> GetResources(ResourceQuery query);

    /// <summary>One resource as it was, or null: it was not there, or nothing had been sealed yet.</summary>
    [Alias("get-resource")]
    Task<Resource?> GetResource(ResourceKey key, DateTimeOffset? asOf);

    /// <summary>Everything that the resource ever was, newest first; null if no snapshot that is kept saw it.</summary>
    /// <exception cref="ArgumentException">The cursor is not one that this platform gave.</exception>
    [Alias("get-history")]
    Task<ResourceHistory?> GetHistory(ResourceKey key, int limit, string? cursor);

    /// <summary>What differs between two times.</summary>
    /// <exception cref="ArgumentException">The cursor is not one that this platform gave, or the times are in the wrong order.</exception>
    [Alias("get-drift")]
    Task<DriftPage> GetDrift(DriftQuery query);

    /// <summary>What is known of each source, account and region that was ever collected, and how well.</summary>
    [Alias("get-coverage")]
    Task<ImmutableArray<ChainCoverage>> GetCoverage(CoverageQuery query);

    /// <summary>Changes of the vendors' schemas, newest first.</summary>
    /// <exception cref="ArgumentException">The cursor is not one that this platform gave.</exception>
    [Alias("get-schema-drift")]
    Task<SchemaDriftPage> GetSchemaDrift(SchemaDriftQuery query);
}
