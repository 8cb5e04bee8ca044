using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Inventory;

/// <summary>A snapshot about to be opened.</summary>
internal sealed record SnapshotOpening(
    Guid Id, string AccountId, string Source, string? Region, DateTimeOffset OpenedAt, ImmutableArray<string> Only, string Redaction);

/// <summary>How a snapshot is to end. The lists are JSON.</summary>
internal sealed record SnapshotClosing(
    Guid Id, short Status, DateTimeOffset ClosedAt, int? Expected, string GapsJson, string? FailureJson);

/// <summary>How a snapshot ended; the counts are those of a sealed one, against the one before it.</summary>
internal sealed record SnapshotClosed(short Status, int? Added, int? Changed, int? Removed);

/// <summary>A document that is stored already.</summary>
internal sealed record KnownDocument(long ShapeId, int ColumnsVersion);

/// <summary>Opens, fills and closes snapshots. What sealing does is one function in the database: see its migration.</summary>
internal sealed class SnapshotStore(TenantDatabase database)
{
    // PostgreSQL keeps what it needed to read a command's documents until the command ends, and plans with copies of them.
    private const int DocumentsAtOnce = 250;

    public async Task OpenAsync(OrganizationId organization, SnapshotOpening snapshot, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var command = connection.Command(
            "select inventory.open_snapshot($1, $2, $3, $4, $5, $6, $7)",
            snapshot.Id, snapshot.AccountId, snapshot.Source, Text(snapshot.Region), snapshot.OpenedAt.ToUniversalTime(),
            snapshot.Only.ToArray(), snapshot.Redaction);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Adds what a page brought, in one transaction: documents that are new, and a sighting of each resource. Nothing where the
    /// snapshot is closed already.
    /// </summary>
    /// <param name="read">Makes a document of what was seen; asked only for those that are not stored, or with other columns.</param>
    /// <exception cref="InvalidOperationException">There is no such snapshot.</exception>
    public async Task AddAsync(
        OrganizationId organization,
        string source,
        Guid snapshot,
        SeenResource[] resources,
        VendorTimes times,
        int columnsVersion,
        Func<SeenResource[], Task<NewDocument[]>> read,
        CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // Whoever collects unreferenced documents waits, or is waited for: what is found here stays until it is referred to.
        await ExecuteAsync(
            connection.Command("select pg_advisory_xact_lock_shared(hashtextextended($1, 0))", LockOf(organization)), cancellationToken);
        if (!await NoteAnswerAsync(connection, organization, snapshot, times, cancellationToken))
        {
            return;
        }

        if (resources.Length > 0)
        {
            var known = await KnownAsync(connection, organization, source, resources, cancellationToken);
            var toRead = resources.DistinctBy(seen => Convert.ToHexString(seen.Sha256))
                .Where(seen => known.GetValueOrDefault(Convert.ToHexString(seen.Sha256))?.ColumnsVersion != columnsVersion)
                .OrderBy(seen => Convert.ToHexString(seen.Sha256), StringComparer.Ordinal)
                .ToArray();
            var documents = toRead.Length == 0 ? [] : await read(toRead);
            foreach (var document in documents)
            {
                known[Convert.ToHexString(document.Sha256)] = new(document.Shape.Id, columnsVersion);
            }

            await using var batch = new NpgsqlBatch(connection, transaction);
            AddDocuments(batch, organization, source, columnsVersion, documents);
            AddSightings(batch, organization, snapshot, resources, known);
            await batch.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Ends the snapshot; of one that is closed already, says how it was.</summary>
    public async Task<SnapshotClosed> CloseAsync(OrganizationId organization, SnapshotClosing closing, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var command = connection.Command(
            "select status, added, changed, removed from inventory.close_snapshot($1, $2, $3, $4, $5, $6)",
            closing.Id, closing.Status, closing.ClosedAt.ToUniversalTime(),
            new NpgsqlParameter { Value = closing.Expected ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
            Json(closing.GapsJson), Json(closing.FailureJson));

        // Fifty thousand resources take seconds, not the half minute that would be the default; a busy server may need more.
        command.CommandTimeout = 300;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(reader.GetInt16(0), Count(1), Count(2), Count(3));

        int? Count(int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);
    }

    /// <summary>The name of the lock that collectors share and the collection of unreferenced documents takes alone.</summary>
    public static string LockOf(OrganizationId organization) => $"inventory.document {organization}";

    private static async Task<bool> NoteAnswerAsync(
        NpgsqlConnection connection, OrganizationId organization, Guid snapshot, VendorTimes times, CancellationToken cancellationToken)
    {
        await using var note = connection.Command(
            """
            update inventory.snapshot
            set vendor_from = least(vendor_from, $3), vendor_to = greatest(vendor_to, $3), expected = coalesce($4, expected)
            where org_id = $1 and snapshot_id = $2 and status = 1
            """,
            organization.Value, snapshot,
            new NpgsqlParameter { Value = times.AnsweredAt?.ToUniversalTime() ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            new NpgsqlParameter { Value = times.Expected ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        if (await note.ExecuteNonQueryAsync(cancellationToken) == 1)
        {
            return true;
        }

        await using var find = connection.Command(
            "select exists (select from inventory.snapshot where org_id = $1 and snapshot_id = $2)", organization.Value, snapshot);
        return (bool)(await find.ExecuteScalarAsync(cancellationToken))!
            ? false
            : throw new InvalidOperationException($"Snapshot {snapshot} was not opened.");
    }

    private static async Task<Dictionary<string, KnownDocument>> KnownAsync(
        NpgsqlConnection connection, OrganizationId organization, string source, SeenResource[] resources, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            """
            select encode(sha256, 'hex'), shape_id, columns_version from inventory.document
            where org_id = $1 and source = $2 and sha256 = any($3)
            """,
            organization.Value, source, Column(resources, seen => seen.Sha256));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var known = new Dictionary<string, KnownDocument>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadAsync(cancellationToken))
        {
            known.Add(reader.GetString(0), new(reader.GetInt64(1), reader.GetInt32(2)));
        }

        return known;
    }

    private static void AddDocuments(NpgsqlBatch batch, OrganizationId organization, string source, int columnsVersion, NewDocument[] documents)
    {
        if (documents.Length == 0)
        {
            return;
        }

        var shapes = documents.Select(document => document.Shape).DistinctBy(shape => shape.Id).OrderBy(shape => shape.Id).ToArray();
        batch.Add(
            """
            insert into inventory.shape (org_id, source, shape_id, paths)
            select $1, $2, * from unnest($3::bigint[], $4::jsonb[])
            on conflict do nothing
            """,
            organization.Value, source, Column(shapes, shape => shape.Id), JsonArray(Column(shapes, shape => shape.ToJson())));
        batch.Add("set local plan_cache_mode = force_generic_plan");
        foreach (var some in documents.Chunk(DocumentsAtOnce))
        {
            batch.Add(
                """
                insert into inventory.document (org_id, source, columns_version, sha256, body, body_text, columns, shape_id)
                select $1, $2, $3, * from unnest($4::bytea[], $5::jsonb[], $6::text[], $7::jsonb[], $8::bigint[])
                on conflict (org_id, source, sha256) do update
                set columns = excluded.columns, columns_version = excluded.columns_version
                where document.columns_version <> excluded.columns_version
                """,
                organization.Value, source, columnsVersion,
                Column(some, document => document.Sha256),
                JsonArray(Column(some, document => document.Body)),
                Column(some, document => document.Text),
                JsonArray(Column(some, document => document.Columns)),
                Column(some, document => document.Shape.Id));
        }
    }

    private static void AddSightings(
        NpgsqlBatch batch, OrganizationId organization, Guid snapshot, SeenResource[] resources, Dictionary<string, KnownDocument> known)
    {
        batch.Add(
            """
            insert into inventory.sighting (org_id, snapshot_id, resource_key, sha256, shape_id, vendor_changed_at)
            select $1, $2, * from unnest($3::text[], $4::bytea[], $5::bigint[], $6::timestamptz[])
            on conflict (org_id, snapshot_id, resource_key) do update
            set sha256 = excluded.sha256, shape_id = excluded.shape_id, vendor_changed_at = excluded.vendor_changed_at
            """,
            organization.Value, snapshot,
            Column(resources, seen => seen.Key),
            Column(resources, seen => seen.Sha256),
            Column(resources, seen => known[Convert.ToHexString(seen.Sha256)].ShapeId),
            Column(resources, seen => seen.ChangedAt?.ToUniversalTime()));
    }

    private static async Task ExecuteAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using (command)
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static T[] Column<TRow, T>(TRow[] rows, Func<TRow, T> value) => Array.ConvertAll(rows, row => value(row));

    private static NpgsqlParameter JsonArray<T>(T[] values) => new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb };

    private static NpgsqlParameter Json(string? value) => new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb };

    private static NpgsqlParameter Text(string? value) => new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}

/// <summary>What a page's answer said beside its resources.</summary>
internal sealed record VendorTimes(DateTimeOffset? AnsweredAt, int? Expected);
