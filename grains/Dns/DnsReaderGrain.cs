using System.Globalization;
using Orleans;
using Orleans.Concurrency;
using Raposa.Dns.Names;
using Raposa.Inventory;
using Raposa.Organizations;

namespace Raposa.Dns;

/// <inheritdoc cref="IDnsReaderGrain"/>
[StatelessWorker, Reentrant]
internal sealed class DnsReaderGrain(DnsReaderStore store, TimeProvider time) : Grain, IDnsReaderGrain
{
    private const int MaxLimit = 200;

    private OrganizationId Organization => OrganizationId.OfKey(this.GetPrimaryKeyString());

    public async Task<DnsNamePage> GetNames(DnsNameQuery query)
    {
        (string, bool)? after = KeyCursor.Parse(query.Cursor) is { } cursor ? (cursor.Key, cursor.Number == 1) : null;
        var limit = Math.Clamp(query.Limit, 1, MaxLimit);
        if (await store.GetBasisAsync(Organization, query.AsOf ?? time.GetUtcNow(), CancellationToken.None) is not { } basis)
        {
            return new(null, [], null);
        }

        query = query with { Zone = query.Zone is { } zone ? DomainText.Normal(zone) : null };
        var found = await store.GetNamesAsync(Organization, query, basis.AsOf, after, limit, CancellationToken.None);
        var next = found.Length > limit ? new KeyCursor(found[limit - 1].IsPrivate ? 1 : 0, found[limit - 1].Name).ToString() : null;
        return new(basis, [.. found.Take(limit)], next);
    }

    public async Task<DnsAnswer?> GetName(string name, DateTimeOffset? asOf)
    {
        name = DomainText.Normal(name);
        if (await store.GetBasisAsync(Organization, asOf ?? time.GetUtcNow(), CancellationToken.None) is not { } basis)
        {
            return null;
        }

        var names = await store.FindAsync(Organization, [name], basis.AsOf, CancellationToken.None);
        if (names.IsEmpty && await WildcardOf(name, basis.AsOf) is { } wildcard)
        {
            names = await store.FindAsync(Organization, [wildcard], basis.AsOf, CancellationToken.None);
        }

        if (names.IsEmpty)
        {
            return null;
        }

        var origins = await store.GetOriginsAsync(Organization, new(), basis.AsOf, [names[0].Name], 0, MaxLimit, CancellationToken.None);
        return new(basis, names, origins);
    }

    public async Task<DnsOriginPage> GetOrigins(DnsOriginQuery query)
    {
        var skip = SkipOf(query.Cursor);
        var limit = Math.Clamp(query.Limit, 1, MaxLimit);
        if (await store.GetBasisAsync(Organization, query.AsOf ?? time.GetUtcNow(), CancellationToken.None) is not { } basis)
        {
            return new(null, [], null);
        }

        var found = await store.GetOriginsAsync(Organization, query, basis.AsOf, null, skip, limit, CancellationToken.None);
        return new(basis, [.. found.Take(limit)], found.Length > limit ? (skip + limit).ToString(CultureInfo.InvariantCulture) : null);
    }

    // The wildcard below the nearest name above that exists. A name that exists itself, with names below it, has none.
    private async Task<string?> WildcardOf(string name, DateTimeOffset at)
    {
        if (await store.ExistsAsync(Organization, name, at, CancellationToken.None))
        {
            return null;
        }

        for (var above = DomainText.Parent(name); above is not null; above = DomainText.Parent(above))
        {
            if (await store.ExistsAsync(Organization, above, at, CancellationToken.None))
            {
                return DomainText.Wildcard + above;
            }
        }

        return null;
    }

    private static int SkipOf(string? cursor) => cursor is null ? 0
        : int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var skip) ? skip
        : throw new ArgumentException("The cursor is none that a page gave.", nameof(cursor));
}
