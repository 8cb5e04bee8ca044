using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Inventory;

/// <inheritdoc cref="IInventoryReaderGrain"/>
[StatelessWorker, Reentrant]
internal sealed class InventoryReaderGrain(
    SnapshotReaderStore snapshots, ResourceReaderStore resources, HistoryReaderStore history, SchemaReaderStore schemas, TimeProvider time)
    : Grain, IInventoryReaderGrain
{
    private const int MaxLimit = 500;
    private const int ChainsAtOnce = 64;

    private OrganizationId Organization => OrganizationId.OfKey(this.GetPrimaryKeyString());

    public async Task<SnapshotPage> GetSnapshots(SnapshotQuery query)
    {
        var limit = Math.Clamp(query.Limit, 1, MaxLimit);
        var found = await snapshots.ListAsync(Organization, query, After(query.Cursor), limit, CancellationToken.None);
        return found.Length <= limit
            ? new(found, null)
            : new(found[..limit], new TimeCursor(found[limit - 1].OpenedAt, found[limit - 1].Id).ToString());
    }

    public Task<Snapshot?> GetSnapshot(Guid id) => snapshots.FindAsync(Organization, id, CancellationToken.None);

    public async Task<ResourcePage> GetResources(ResourceQuery query)
    {
        var limit = Math.Clamp(query.Limit, 1, MaxLimit);
        var found = await resources.GetAsync(
            Organization, query, query.AsOf ?? time.GetUtcNow(), KeyCursor.Parse(query.Cursor), limit + 1, CancellationToken.None);
        var page = found.Take(limit).ToList();
        return new(
            [.. page.Select(one => one.Resource)],
            found.Count > limit ? new KeyCursor(page[^1].ChainId, page[^1].Resource.Key.Key).ToString() : null);
    }

    public Task<Resource?> GetResource(ResourceKey key, DateTimeOffset? asOf) =>
        resources.FindAsync(Organization, key, asOf ?? time.GetUtcNow(), CancellationToken.None);

    public async Task<ResourceHistory?> GetHistory(ResourceKey key, int limit, string? cursor)
    {
        limit = Math.Clamp(limit, 1, MaxLimit);
        var before = KeyCursor.Parse(cursor) is { } after ? (int)Math.Clamp(after.Number, 0, int.MaxValue) : int.MaxValue;
        var stored = await history.GetVersionsAsync(Organization, key, before, limit + 1, CancellationToken.None);
        if (stored.Count == 0 && cursor is null)
        {
            return null;
        }

        // Comparing many documents is work, and not for the scheduler that all grains share.
        var versions = await Task.Run(() => VersionList.Of(stored, limit));
        return new(key, versions, stored.Count > limit ? new KeyCursor(stored[limit - 1].FirstSeq, key.Key).ToString() : null);
    }

    public async Task<DriftPage> GetDrift(DriftQuery query)
    {
        if (query.From >= query.To)
        {
            throw new ArgumentException("The earlier time comes first.", nameof(query));
        }

        var limit = Math.Clamp(query.Limit, 1, MaxLimit);
        var after = KeyCursor.Parse(query.Cursor);
        var chains = await history.GetChainsAsync(
            Organization, new(query.AccountId, query.Source, query.Region), query.From, query.To, CancellationToken.None);
        var unknown = after is null ? chains.Where(chain => chain.From is null).Select(chain => chain.To.Name) : [];
        var names = chains.ToDictionary(chain => chain.To.ChainId, chain => chain.To.Name);
        var found = new List<StoredDrift>();
        foreach (var some in chains
            .Where(chain => chain.From is { } from && from.Sequence != chain.To.Sequence && chain.To.ChainId >= (after?.Number ?? long.MinValue))
            .Select(chain => (chain.From!, chain.To))
            .Chunk(ChainsAtOnce))
        {
            found.AddRange(await history.GetDriftAsync(Organization, some, after, limit + 1 - found.Count, CancellationToken.None));
            if (found.Count > limit)
            {
                break;
            }
        }

        var page = found.Take(limit).ToList();
        var drifts = await Task.Run(() => page.ConvertAll(one => DriftOfResource.Of(KeyOf(names[one.ChainId], one.Key), one)));
        return new(
            [.. drifts], [.. unknown], found.Count > limit ? new KeyCursor(page[^1].ChainId, page[^1].Key).ToString() : null);
    }

    public Task<ImmutableArray<ChainCoverage>> GetCoverage(CoverageQuery query) =>
        snapshots.GetCoverageAsync(Organization, query, query.AsOf ?? time.GetUtcNow(), CancellationToken.None);

    public async Task<SchemaDriftPage> GetSchemaDrift(SchemaDriftQuery query)
    {
        var limit = Math.Clamp(query.Limit, 1, MaxLimit);
        var found = await schemas.ListAsync(Organization, query, After(query.Cursor), limit, CancellationToken.None);
        return found.Length <= limit
            ? new(found, null)
            : new(found[..limit], new TimeCursor(found[limit - 1].SeenAt, found[limit - 1].Id).ToString());
    }

    private static TimeCursor? After(string? cursor) => cursor is null
        ? null
        : TimeCursor.TryParse(cursor) ?? throw new ArgumentException("The cursor is not one that this platform gave.", nameof(cursor));

    private static ResourceKey KeyOf(ChainName chain, string key) => new(chain.AccountId, chain.Source, chain.Region, key);
}
