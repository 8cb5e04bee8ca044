using System.Collections.Immutable;
using Dapper;
using Npgsql;
using Raposa.Organizations;

namespace Raposa.Inventory;

/// <summary>A chain with the snapshot that reads as of a time are answered from.</summary>
internal sealed record SealedChain(
    long ChainId, string AccountId, string Source, string? Region, Guid SnapshotId, int Sequence, DateTime SealedAt)
{
    public ChainName Name => new(AccountId, Source, Region);
}

/// <summary>Which chains to read; null means any.</summary>
internal sealed record ChainFilter(string? AccountId, string? Source, string? Region);

/// <summary>Finds, for each chain, the newest snapshot that was sealed by a time: one index probe each.</summary>
internal static class ChainReaderStore
{
    /// <param name="from">Chains with this id and above, in their order.</param>
    public static async Task<ImmutableArray<SealedChain>> GetSealedChainsAsync(
        this NpgsqlConnection connection,
        OrganizationId organization,
        ChainFilter filter,
        DateTimeOffset asOf,
        long from,
        int limit,
        CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync<SealedChain>(new(
            """
            select c.chain_id as ChainId, c.account_id as AccountId, c.source as Source, c.region as Region,
              s.snapshot_id as SnapshotId, s.sequence as Sequence, s.closed_at as SealedAt
            from inventory.chain as c
            cross join lateral (
              select snapshot_id, sequence, closed_at from inventory.snapshot
              where org_id = c.org_id and chain_id = c.chain_id and status = 2 and closed_at <= @asOf
              order by closed_at desc, sequence desc limit 1) as s
            where c.org_id = @org and c.chain_id >= @from
              and (@AccountId::text is null or c.account_id = @AccountId)
              and (@Source::text is null or c.source = @Source)
              and (@Region::text is null or c.region = @Region)
            order by c.chain_id limit @limit
            """,
            new { org = organization.Value, filter.AccountId, filter.Source, filter.Region, asOf = asOf.ToUniversalTime(), from, limit },
            cancellationToken: cancellationToken));
        return [.. rows];
    }
}
