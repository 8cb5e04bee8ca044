using Npgsql;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Inventory;

/// <summary>What a resource was, and what of many resources differs between two times, under the reader's role.</summary>
internal sealed class HistoryReaderStore(TenantDatabase database)
{
    /// <summary>The resource's versions, newest first.</summary>
    /// <param name="before">Only versions that began before this sequence.</param>
    public async Task<List<StoredVersion>> GetVersionsAsync(
        OrganizationId organization, ResourceKey key, int before, int count, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        await using var command = connection.Command(
            """
            select o.first_seq, next_.sequence, first_.snapshot_id, o.vendor_changed_at, o.learned_at, last_.closed_at, next_.closed_at,
              encode(o.sha256, 'hex'), coalesce(d.body_text, d.body::text),
              exists (
                select from inventory.observation as n
                where n.org_id = o.org_id and n.chain_id = o.chain_id and n.resource_key = o.resource_key and n.first_seq > o.last_seq
                  and n.first_seq <= next_.sequence and n.last_seq >= next_.sequence)
            from inventory.chain as c
            join inventory.observation as o on o.org_id = c.org_id and o.chain_id = c.chain_id and o.resource_key = $5
            join inventory.document as d on d.org_id = o.org_id and d.source = c.source and d.sha256 = o.sha256
            join lateral (
              select snapshot_id from inventory.snapshot
              where org_id = o.org_id and chain_id = o.chain_id and status = 2 and sequence >= o.first_seq
              order by sequence limit 1) as first_ on true
            join lateral (
              select closed_at from inventory.snapshot
              where org_id = o.org_id and chain_id = o.chain_id and status = 2 and sequence <= o.last_seq
              order by sequence desc limit 1) as last_ on true
            left join lateral (
              select sequence, closed_at from inventory.snapshot
              where org_id = o.org_id and chain_id = o.chain_id and status = 2 and sequence > o.last_seq
              order by sequence limit 1) as next_ on true
            where c.org_id = $1 and c.account_id = $2 and c.source = $3 and c.region is not distinct from $4::text and o.first_seq < $6
            order by o.first_seq desc
            limit $7
            """,
            organization.Value, key.AccountId, key.Source, key.Region, key.Key, before, count);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var versions = new List<StoredVersion>();
        while (await reader.ReadAsync(cancellationToken))
        {
            versions.Add(new(
                reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetInt32(1), reader.GetBoolean(9), reader.GetGuid(2), Time(reader, 3),
                reader.GetFieldValue<DateTimeOffset>(4), reader.GetFieldValue<DateTimeOffset>(5), Time(reader, 6), reader.GetString(7),
                reader.GetString(8)));
        }

        return versions;
    }

    /// <summary>Both states of every chain that has a sealed snapshot by the later time: by the earlier one it may have none.</summary>
    public async Task<List<(SealedChain? From, SealedChain To)>> GetChainsAsync(
        OrganizationId organization, ChainFilter filter, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var earlier = (await connection.GetSealedChainsAsync(organization, filter, from, long.MinValue, int.MaxValue, cancellationToken))
            .ToDictionary(chain => chain.ChainId);
        var later = await connection.GetSealedChainsAsync(organization, filter, to, long.MinValue, int.MaxValue, cancellationToken);
        return [.. later.Select(chain => (earlier.GetValueOrDefault(chain.ChainId), chain))];
    }

    /// <summary>Resources that differ, in the order of chains and keys.</summary>
    public async Task<List<StoredDrift>> GetDriftAsync(
        OrganizationId organization,
        IReadOnlyList<(SealedChain From, SealedChain To)> chains,
        KeyCursor? after,
        int count,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        await using var command = connection.Command(
            """
            select c.chain_id, k.resource_key, coalesce(od.body_text, od.body::text), coalesce(nd.body_text, nd.body::text),
              now_.vendor_changed_at, coalesce(now_.learned_at, gone.closed_at)
            from unnest($2::bigint[], $3::int[], $4::int[], $5::text[], $6::text[]) as c (chain_id, from_seq, to_seq, source, after_)
            cross join lateral (
              select o.resource_key from inventory.observation as o
              where o.org_id = $1 and o.chain_id = c.chain_id and o.last_seq >= c.from_seq and o.first_seq <= c.to_seq
                and (o.first_seq > c.from_seq or o.last_seq < c.to_seq) and o.resource_key > c.after_
              group by o.resource_key) as k
            left join inventory.observation as old on old.org_id = $1 and old.chain_id = c.chain_id and old.resource_key = k.resource_key
              and old.first_seq <= c.from_seq and old.last_seq >= c.from_seq
            left join inventory.observation as now_ on now_.org_id = $1 and now_.chain_id = c.chain_id and now_.resource_key = k.resource_key
              and now_.first_seq <= c.to_seq and now_.last_seq >= c.to_seq
            left join inventory.document as od on od.org_id = $1 and od.source = c.source and od.sha256 = old.sha256
            left join inventory.document as nd on nd.org_id = $1 and nd.source = c.source and nd.sha256 = now_.sha256
            left join lateral (
              select s.closed_at from inventory.snapshot as s
              where s.org_id = $1 and s.chain_id = c.chain_id and s.status = 2 and s.sequence > old.last_seq and now_.sha256 is null
              order by s.sequence limit 1) as gone on true
            where old.sha256 is distinct from now_.sha256
            order by c.chain_id, k.resource_key
            limit $7
            """,
            organization.Value,
            chains.Select(chain => chain.To.ChainId).ToArray(),
            chains.Select(chain => chain.From.Sequence).ToArray(),
            chains.Select(chain => chain.To.Sequence).ToArray(),
            chains.Select(chain => chain.To.Source).ToArray(),
            chains.Select(chain => chain.To.ChainId == after?.Number ? after.Key : "").ToArray(),
            count);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var drifts = new List<StoredDrift>();
        while (await reader.ReadAsync(cancellationToken))
        {
            drifts.Add(new(
                reader.GetInt64(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2),
                reader.IsDBNull(3) ? null : reader.GetString(3), Time(reader, 4), Time(reader, 5)));
        }

        return drifts;
    }

    private static DateTimeOffset? Time(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetFieldValue<DateTimeOffset>(column);
}

/// <summary>A resource that differs between two times; a document that is null was not there.</summary>
internal sealed record StoredDrift(
    long ChainId, string Key, string? Old, string? New, DateTimeOffset? VendorChangedAt, DateTimeOffset? LearnedAt);
