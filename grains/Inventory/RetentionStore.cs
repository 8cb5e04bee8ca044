using Npgsql;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Inventory;

/// <summary>Deletes snapshots and unreferenced documents, some at a time.</summary>
internal sealed class RetentionStore(TenantDatabase database)
{
    private const int SnapshotsAtOnce = 500;
    private const int DocumentsAtOnce = 2_000;

    private const string Unreferenced =
        """
        not exists (select from inventory.observation as o where o.org_id = d.org_id and o.sha256 = d.sha256)
        and not exists (select from inventory.sighting as g where g.org_id = d.org_id and g.sha256 = d.sha256)
        """;

    /// <summary>Some of the snapshots that are to go; zero when there are no more. What goes with them is the database's to do.</summary>
    public async Task<int> DeleteSnapshotsAsync(OrganizationId organization, DateTimeOffset horizon, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var command = connection.Command(
            """
            delete from inventory.snapshot where org_id = $1 and snapshot_id in (
              select s.snapshot_id from inventory.snapshot as s
              where s.org_id = $1 and s.opened_at < $2 and coalesce(s.closed_at, s.opened_at) < $2
                and s.snapshot_id is distinct from (
                  select newest.snapshot_id from inventory.snapshot as newest
                  where newest.org_id = s.org_id and newest.chain_id = s.chain_id and newest.status = 2 and newest.closed_at < $2
                  order by newest.closed_at desc, newest.sequence desc limit 1)
              order by s.opened_at limit $3)
            """,
            organization.Value, horizon.ToUniversalTime(), SnapshotsAtOnce);
        command.CommandTimeout = 300;
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Deletes the documents that no snapshot refers to. They are looked for while collectors go on; then each lot is looked at
    /// again and deleted alone, while they wait.
    /// </summary>
    public async Task<int> CollectDocumentsAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        var candidates = new List<(string Source, byte[] Sha256)>();
        await using (var find = connection.Command(
            $"select d.source, d.sha256 from inventory.document as d where d.org_id = $1 and {Unreferenced}", organization.Value))
        {
            find.CommandTimeout = 300;
            await using var reader = await find.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                candidates.Add((reader.GetString(0), reader.GetFieldValue<byte[]>(1)));
            }
        }

        var deleted = 0;
        foreach (var some in candidates.Chunk(DocumentsAtOnce))
        {
            deleted += await DeleteAsync(connection, organization, some, cancellationToken);
        }

        return deleted;
    }

    private static async Task<int> DeleteAsync(
        NpgsqlConnection connection, OrganizationId organization, (string Source, byte[] Sha256)[] documents, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var alone = connection.Command("select pg_advisory_xact_lock(hashtextextended($1, 0))", SnapshotStore.LockOf(organization)))
        {
            await alone.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var delete = connection.Command(
            $"""
            delete from inventory.document as d
            using unnest($2::text[], $3::bytea[]) as candidate (source, sha256)
            where d.org_id = $1 and d.source = candidate.source and d.sha256 = candidate.sha256 and {Unreferenced}
            """,
            organization.Value, Array.ConvertAll(documents, one => one.Source), Array.ConvertAll(documents, one => one.Sha256));
        var deleted = await delete.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return deleted;
    }
}
