using System.Collections.Immutable;
using Dapper;
using Npgsql;
using NpgsqlTypes;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Inventory;

/// <summary>Resources as of a time, under the reader's role.</summary>
/// <remarks>
/// A page is looked for chain by chain, in the order of the chains, some at a time: within a chain the key's index gives the
/// page in its order, and what comes after it is not touched.
/// </remarks>
internal sealed class ResourceReaderStore(TenantDatabase database)
{
    private const int MostChainsAtOnce = 256;

    // A jsonpath may cost whatever its author likes.
    private static readonly TimeSpan SearchTime = TimeSpan.FromSeconds(5);

    private const string Columns =
        """
        c.chain_id, o.resource_key, o.vendor_changed_at, o.learned_at, d.columns::text,
        case when $1 then coalesce(d.body_text, d.body::text) end, encode(o.sha256, 'hex')
        """;

    /// <summary>One resource, with its document.</summary>
    public async Task<Resource?> FindAsync(
        OrganizationId organization, ResourceKey key, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var chains = await connection.GetSealedChainsAsync(
            organization, new(key.AccountId, key.Source, key.Region), asOf, long.MinValue, int.MaxValue, cancellationToken);
        if (chains.FirstOrDefault(chain => chain.Region == key.Region) is not { } chain)
        {
            return null;
        }

        await using var command = connection.Command(
            $"""
            select {Columns}
            from (select $3::bigint as chain_id) as c
            join inventory.observation as o on o.org_id = $2 and o.chain_id = c.chain_id and o.resource_key = $4
              and o.first_seq <= $5 and o.last_seq >= $5
            join inventory.document as d on d.org_id = o.org_id and d.source = $6 and d.sha256 = o.sha256
            """,
            true, organization.Value, chain.ChainId, key.Key, chain.Sequence, chain.Source);
        return (await ReadAsync(command, [chain], cancellationToken)).FirstOrDefault();
    }

    /// <summary>The resources after the cursor, at the most so many and one more, which says that there is a next page.</summary>
    /// <exception cref="TimeoutException">The search took too long.</exception>
    public async Task<List<(long ChainId, Resource Resource)>> GetAsync(
        OrganizationId organization,
        ResourceQuery query,
        DateTimeOffset asOf,
        KeyCursor? after,
        int count,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync($"set local statement_timeout = {(int)SearchTime.TotalMilliseconds}");
        try
        {
            var isPredicate = query.JsonPath is { } path && await IsPredicateAsync(connection, path, cancellationToken);
            var found = new List<(long, Resource)>();
            var from = after?.Number ?? long.MinValue;
            for (var atOnce = 8; found.Count < count; atOnce = Math.Min(atOnce * 2, MostChainsAtOnce))
            {
                var chains = await connection.GetSealedChainsAsync(
                    organization, new(query.AccountId, query.Source, query.Region), asOf, from, atOnce, cancellationToken);
                if (chains.IsEmpty)
                {
                    break;
                }

                found.AddRange(await PageOfAsync(
                    connection, organization, query, isPredicate, chains, after, count - found.Count, cancellationToken));
                from = chains[^1].ChainId + 1;
            }

            return found;
        }
        catch (PostgresException slow) when (slow.SqlState == PostgresErrorCodes.QueryCanceled)
        {
            throw new TimeoutException("The search was given up after five seconds; narrow it by a source, an account or a tag.", slow);
        }
    }

    /// <summary>
    /// A predicate (<c>$.a == 1</c>) gives true, false or null even for an empty object, a path gives nothing. They are asked
    /// differently: that a predicate gives something proves nothing.
    /// </summary>
    /// <exception cref="ArgumentException">It is no jsonpath; the message says where.</exception>
    private static async Task<bool> IsPredicateAsync(NpgsqlConnection connection, string path, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            "select coalesce(jsonb_typeof(jsonb_path_query_first('{}', $1::jsonpath, '{}', true)) in ('boolean', 'null'), false)",
            new NpgsqlParameter { Value = path, NpgsqlDbType = NpgsqlDbType.Text });
        try
        {
            return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
        }
        catch (PostgresException refused) when (refused.SqlState.StartsWith("22", StringComparison.Ordinal) || refused.SqlState.StartsWith("42", StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{path}' is no JSON path: {refused.MessageText}.", nameof(path), refused);
        }
    }

    private static async Task<List<(long, Resource)>> PageOfAsync(
        NpgsqlConnection connection,
        OrganizationId organization,
        ResourceQuery query,
        bool isPredicate,
        ImmutableArray<SealedChain> chains,
        KeyCursor? after,
        int count,
        CancellationToken cancellationToken)
    {
        // Only the conditions that are there, so that each plan is the simplest one.
        var values = new List<object?>
        {
            query.WithDocuments, organization.Value, chains.Select(chain => chain.ChainId).ToArray(), chains.Select(chain => chain.Sequence).ToArray(),
            chains.Select(chain => chain.Source).ToArray(), count,
            chains.Select(chain => chain.ChainId == after?.Number ? after.Key : "").ToArray(),
        };
        var (where, with) = ("", "");
        if (query.TagKey is not null)
        {
            var key = Next(query.TagKey);
            where += query.TagValue is null
                ? $" and d.columns -> 'tags' ? {key}"
                : $" and d.columns -> 'tags' ->> {key} = {Next(query.TagValue)}";
        }

        if (query.Text is not null)
        {
            where += $" and strpos(lower(o.resource_key), lower({Next(query.Text)})) > 0";
        }

        if (query.JsonPath is not null)
        {
            with =
                $"""
                with matching as materialized (
                  select m.source, m.sha256
                  from inventory.documents_with({Next(query.JsonPath)}::text::jsonpath, {Next(isPredicate)}, {Next(Text(query.Source))}) as m)
                """;
            where += " and (d.source, d.sha256) in (select m.source, m.sha256 from matching as m)";
        }

        await using var command = connection.Command(
            $"""
            {with}
            select {Columns}
            from unnest($3::bigint[], $4::int[], $5::text[], $7::text[]) as c (chain_id, sequence, source, after_)
            cross join lateral (
              select o.* from inventory.observation as o
              join inventory.document as d on d.org_id = o.org_id and d.source = c.source and d.sha256 = o.sha256
              where o.org_id = $2 and o.chain_id = c.chain_id and o.resource_key > c.after_ and o.first_seq <= c.sequence and o.last_seq >= c.sequence{where}
              order by o.resource_key limit $6) as o
            join inventory.document as d on d.org_id = $2 and d.source = c.source and d.sha256 = o.sha256
            order by c.chain_id, o.resource_key limit $6
            """,
            values.ToArray());
        var byId = chains.ToDictionary(chain => chain.ChainId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<(long, Resource)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add((reader.GetInt64(0), Resource(reader, byId[reader.GetInt64(0)])));
        }

        return found;

        string Next(object? value)
        {
            values.Add(value);
            return $"${values.Count}";
        }
    }

    private static async Task<List<Resource>> ReadAsync(NpgsqlCommand command, SealedChain[] chains, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<Resource>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(Resource(reader, chains.Single(chain => chain.ChainId == reader.GetInt64(0))));
        }

        return found;
    }

    private static Resource Resource(NpgsqlDataReader reader, SealedChain chain) => new()
    {
        Key = new(chain.AccountId, chain.Source, chain.Region, reader.GetString(1)),
        SnapshotId = chain.SnapshotId,
        SealedAt = chain.SealedAt,
        VendorChangedAt = reader.IsDBNull(2) ? null : reader.GetFieldValue<DateTimeOffset>(2),
        LearnedAt = reader.GetFieldValue<DateTimeOffset>(3),
        Columns = reader.GetString(4),
        Document = reader.IsDBNull(5) ? null : reader.GetString(5),
        Sha256 = reader.GetString(6),
    };

    private static NpgsqlParameter Text(string? value) => new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
