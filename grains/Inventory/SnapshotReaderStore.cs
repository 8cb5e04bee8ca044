using System.Collections.Immutable;
using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Inventory;

/// <summary>Snapshots as they are listed, and the coverage that follows from them, under the reader's role.</summary>
internal sealed class SnapshotReaderStore(TenantDatabase database)
{
    // Left is a chain until it is read again: a snapshot that was opened later says so.
    private const string IsLeft =
        """
        exists (
          select from collection.left_source as l
          where l.org_id = c.org_id and l.account_id = c.account_id and l.source = c.source and l.region = coalesce(c.region, '') and l.left_at <= @asOf
            and not exists (
              select from inventory.snapshot as s
              where s.org_id = c.org_id and s.chain_id = c.chain_id and s.opened_at > l.left_at and s.opened_at <= @asOf))
        """;

    public async Task<Snapshot?> FindAsync(OrganizationId organization, Guid id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<SnapshotRow>(new(
            $"""
             select {SnapshotRow.Columns} from inventory.snapshot as s join inventory.chain as c using (org_id, chain_id)
             where s.org_id = @org and s.snapshot_id = @id
             """,
            new { org = organization.Value, id },
            cancellationToken: cancellationToken));
        return row?.ToSnapshot();
    }

    /// <summary>One more than the limit, where there are more.</summary>
    public async Task<ImmutableArray<Snapshot>> ListAsync(
        OrganizationId organization, SnapshotQuery query, TimeCursor? after, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var ofChains = query.AccountId ?? query.Source ?? query.Region;
        var rows = await connection.QueryAsync<SnapshotRow>(new(
            $"""
             select {SnapshotRow.Columns} from inventory.snapshot as s join inventory.chain as c using (org_id, chain_id)
             where s.org_id = @org
               {(ofChains is null ? "" : """
               and s.chain_id = any(array(
                 select n.chain_id from inventory.chain as n
                 where n.org_id = @org and (@AccountId::text is null or n.account_id = @AccountId)
                   and (@Source::text is null or n.source = @Source) and (@Region::text is null or n.region = @Region)))
               """)}
               and (@status::smallint is null or s.status = @status)
               and (@at::timestamptz is null or (s.opened_at, s.snapshot_id) < (@at, @id))
             order by s.opened_at desc, s.snapshot_id desc
             limit @count
             """,
            new
            {
                org = organization.Value,
                query.AccountId,
                query.Source,
                query.Region,
                status = (short?)query.Status,
                at = after?.At.ToUniversalTime(),
                id = after?.Id,
                count = limit + 1,
            },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToSnapshot())];
    }

    /// <summary>What was read and was read no more at that time, in the order of coverage.</summary>
    public async Task<ImmutableArray<ChainName>> GetLeftAsync(OrganizationId organization, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<ChainName>(new(
            $"""
             select c.account_id as AccountId, c.source as Source, c.region as Region
             from inventory.chain as c where c.org_id = @org and {IsLeft}
             order by c.account_id, c.source, c.region nulls first
             """,
            new { org = organization.Value, asOf = asOf.ToUniversalTime() },
            cancellationToken: cancellationToken));
        return [.. rows];
    }

    /// <summary>Without what was read no more at that time.</summary>
    public async Task<ImmutableArray<ChainCoverage>> GetCoverageAsync(
        OrganizationId organization, CoverageQuery query, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<CoverageRow>(new(
            $"""
            select c.account_id as AccountId, c.source as Source, c.region as Region,
              newest.snapshot_id as SnapshotId, newest.resources as Resources, whole.closed_at as SealedAt,
              case when newest.kind = 2 then newest.closed_at end as RefreshedAt,
              last.status as LastStatus, last.closed_at as LastEndedAt, last.gaps::text as Gaps, last.failure::text as Failure
            from inventory.chain as c
            left join lateral (
              select snapshot_id, resources, kind, closed_at from inventory.snapshot
              where org_id = c.org_id and chain_id = c.chain_id and status = 2 and closed_at <= @asOf
              order by closed_at desc, sequence desc limit 1) as newest on true
            left join lateral (
              select closed_at from inventory.snapshot
              where org_id = c.org_id and chain_id = c.chain_id and status = 2 and closed_at <= @asOf and kind = 1
              order by closed_at desc, sequence desc limit 1) as whole on true
            left join lateral (
              select status, closed_at, gaps, failure from inventory.snapshot
              where org_id = c.org_id and chain_id = c.chain_id and closed_at <= @asOf
              order by opened_at desc, snapshot_id desc limit 1) as last on true
            where c.org_id = @org
              and (@AccountId::text is null or c.account_id = @AccountId)
              and (@Source::text is null or c.source = @Source)
              and (@Region::text is null or c.region = @Region)
              and not {IsLeft}
            order by c.account_id, c.source, c.region nulls first
            """,
            new { org = organization.Value, query.AccountId, query.Source, query.Region, asOf = asOf.ToUniversalTime() },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToCoverage(asOf))];
    }
}
