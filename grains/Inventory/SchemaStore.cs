using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Npgsql;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Inventory;

/// <summary>The shapes of a sealed snapshot's documents, and how resources moved between them.</summary>
internal sealed record SnapshotProfile(
    Guid SnapshotId,
    long ChainId,
    int Sequence,
    DateTimeOffset SealedAt,
    ImmutableDictionary<long, int> Shapes,
    ImmutableArray<(long Before, long After, int Resources)> Transitions);

/// <summary>A shape, and whether a snapshot that was looked at has it.</summary>
internal sealed record StoredShape(DocumentShape Shape, bool IsKnown);

/// <summary>A resource's document before and now, as JSON.</summary>
internal sealed record StoredPair(long BeforeShape, long AfterShape, string Before, string After);

/// <summary>Shapes of documents, and what was found by comparing them.</summary>
internal sealed class SchemaStore(TenantDatabase database)
{
    // So many resources of each kind of change are looked at closely. Two or three decide.
    private const int PairsEach = 20;

    /// <summary>Sealed snapshots of the chain that drift was not looked for in yet, oldest first.</summary>
    public async Task<ImmutableArray<SnapshotProfile>> GetUncheckedAsync(
        OrganizationId organization, ChainName chain, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<ProfileRow>(new(
            """
            select s.snapshot_id as SnapshotId, s.chain_id as ChainId, s.sequence as Sequence, s.closed_at as SealedAt,
              p.shapes::text as Shapes, p.transitions::text as Transitions
            from inventory.chain as c
            join inventory.snapshot_profile as p on p.org_id = c.org_id and p.chain_id = c.chain_id and p.checked_at is null
            join inventory.snapshot as s on s.org_id = p.org_id and s.snapshot_id = p.snapshot_id
            where c.org_id = @org and c.account_id = @AccountId and c.source = @Source and c.region is not distinct from @Region::text
            order by s.sequence
            """,
            new { org = organization.Value, chain.AccountId, chain.Source, chain.Region },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToProfile())];
    }

    /// <summary>Every shape of the source's documents, by id.</summary>
    public async Task<IReadOnlyDictionary<long, StoredShape>> GetShapesAsync(
        OrganizationId organization, string source, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<(long Id, string Paths, bool IsKnown)>(new(
            "select shape_id, paths::text, known_at is not null from inventory.shape where org_id = @org and source = @source",
            new { org = organization.Value, source },
            cancellationToken: cancellationToken));
        return rows.ToDictionary(row => row.Id, row => new StoredShape(DocumentShape.Parse(row.Paths), row.IsKnown));
    }

    /// <summary>Documents of resources that went from one of the shapes to the other with that snapshot.</summary>
    public async Task<IReadOnlyCollection<StoredPair>> GetPairsAsync(
        OrganizationId organization,
        string source,
        SnapshotProfile profile,
        ImmutableArray<(long Before, long After)> transitions,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<StoredPair>(new(
            """
            select t.before_ as BeforeShape, t.after_ as AfterShape, b.body::text as Before, a.body::text as After
            from unnest(@before, @after) as t (before_, after_)
            cross join lateral (
              select n.sha256 as new_sha256, o.sha256 as old_sha256
              from inventory.observation as n
              join lateral (
                select p.sha256, p.shape_id from inventory.observation as p
                where p.org_id = n.org_id and p.chain_id = n.chain_id and p.resource_key = n.resource_key and p.first_seq < n.first_seq
                order by p.first_seq desc limit 1) as o on o.shape_id = t.before_
              where n.org_id = @org and n.chain_id = @ChainId and n.first_seq = @Sequence and n.shape_id = t.after_
              order by n.resource_key limit @PairsEach) as pair
            join inventory.document as b on b.org_id = @org and b.source = @source and b.sha256 = pair.old_sha256
            join inventory.document as a on a.org_id = @org and a.source = @source and a.sha256 = pair.new_sha256
            """,
            new
            {
                org = organization.Value,
                source,
                before = transitions.Select(one => one.Before).ToArray(),
                after = transitions.Select(one => one.After).ToArray(),
                profile.ChainId,
                profile.Sequence,
                PairsEach,
            },
            cancellationToken: cancellationToken));
        return rows.AsList();
    }

    /// <summary>Of what was found in that chain and still stands, what the documents have again.</summary>
    public async Task<ImmutableArray<SchemaDrift>> GetRestoredAsync(
        OrganizationId organization, ChainName chain, Func<SchemaDrift, bool> isSeen, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<SchemaDriftRow>(new(
            $"""
             select {SchemaDriftRow.Columns} from inventory.schema_drift
             where org_id = @org and source = @Source and account_id = @AccountId and region is not distinct from @Region::text
               and resolved_at is null and change in (2, 3, 5)
             """,
            new { org = organization.Value, chain.Source, chain.AccountId, chain.Region },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToDrift()).Where(isSeen)];
    }

    /// <summary>Writes what was found, and that it was looked for, together.</summary>
    public async Task SaveAsync(
        OrganizationId organization,
        ChainName chain,
        SnapshotProfile profile,
        ImmutableArray<SchemaDrift> drifts,
        Guid[] restored,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var drift in drifts)
        {
            batch.Add(
                """
                insert into inventory.schema_drift (
                  org_id, drift_id, source, path, change, renamed_to, types_before, types_after, resources, account_id, region,
                  snapshot_id, read_by, seen_at)
                values ($1, $2, $3, $4, $5, $6::text, $7, $8, $9, $10, $11::text, $12, $13::jsonb, $14)
                on conflict do nothing
                """,
                organization.Value, drift.Id, drift.Source, drift.Path, (short)drift.Change, drift.RenamedTo, drift.TypesBefore.ToArray(),
                drift.TypesAfter.ToArray(), drift.Resources, chain.AccountId, chain.Region, profile.SnapshotId,
                JsonSerializer.Serialize(drift.ReadBy, JsonSerializerOptions.Web), profile.SealedAt.ToUniversalTime());
        }

        batch.Add(
            "update inventory.schema_drift set resolved_at = $3 where org_id = $1 and drift_id = any($2) and resolved_at is null",
            organization.Value, restored, profile.SealedAt.ToUniversalTime());
        batch.Add(
            "update inventory.shape set known_at = $4 where org_id = $1 and source = $2 and shape_id = any($3) and known_at is null",
            organization.Value, chain.Source, profile.Shapes.Keys.Order().ToArray(), profile.SealedAt.ToUniversalTime());
        batch.Add(
            "update inventory.snapshot_profile set checked_at = $3 where org_id = $1 and snapshot_id = $2",
            organization.Value, profile.SnapshotId, profile.SealedAt.ToUniversalTime());
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<ImmutableArray<SchemaDrift>> GetUnraisedAsync(
        OrganizationId organization, string source, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<SchemaDriftRow>(new(
            $"select {SchemaDriftRow.Columns} from inventory.schema_drift where org_id = @org and source = @source and raised_at is null and resolved_at is null",
            new { org = organization.Value, source },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToDrift())];
    }

    public async Task MarkRaisedAsync(OrganizationId organization, Guid[] drifts, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await connection.ExecuteAsync(new(
            "update inventory.schema_drift set raised_at = seen_at where org_id = @org and drift_id = any(@drifts)",
            new { org = organization.Value, drifts },
            cancellationToken: cancellationToken));
    }

    private sealed record ProfileRow(Guid SnapshotId, long ChainId, int Sequence, DateTime SealedAt, string Shapes, string Transitions)
    {
        public SnapshotProfile ToProfile()
        {
            using var transitions = JsonDocument.Parse(Transitions);
            return new(
                SnapshotId,
                ChainId,
                Sequence,
                SealedAt,
                JsonSerializer.Deserialize<Dictionary<string, int>>(Shapes)!
                    .ToImmutableDictionary(shape => long.Parse(shape.Key, CultureInfo.InvariantCulture), shape => shape.Value),
                [
                    .. transitions.RootElement.EnumerateArray().Select(one => (
                        long.Parse(one[0].GetString()!, CultureInfo.InvariantCulture),
                        long.Parse(one[1].GetString()!, CultureInfo.InvariantCulture),
                        one[2].GetInt32())),
                ]);
        }
    }
}
