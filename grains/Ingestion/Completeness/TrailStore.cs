using System.Collections.Immutable;
using Npgsql;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Ingestion;

/// <summary>Digests and log files of trails as rows: what was found out about each object, kept so that it is found out once.</summary>
internal sealed class TrailStore(TenantDatabase database)
{
    /// <summary>The digests of an account and region in a bucket that end after that time, deleted ones too.</summary>
    public async Task<ImmutableArray<CheckedDigest>> GetDigestsAsync(
        TrailKey key, string? bucket, DateTimeOffset after, DateTimeOffset until, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        await using var command = connection.Command(
            """
            select object_key, start_at, end_at, verdict, reason, own_bucket, own_key, sha256, signature,
              previous_bucket, previous_key, previous_sha256, previous_signature, stored_at
            from ingestion.trail_digest
            where org_id = $1 and account_id = $2 and region = $3 and ($4::text is null or bucket = $4) and end_at > $5 and start_at < $6
            """,
            key.Organization.Value, key.AccountId, key.Region, Text(bucket), after, until);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var digests = ImmutableArray.CreateBuilder<CheckedDigest>();
        while (await reader.ReadAsync(cancellationToken))
        {
            digests.Add(Read(reader));
        }

        return digests.ToImmutable();
    }

    /// <summary>When the first digest begins, and when the last one of this bucket ends; null before there is one.</summary>
    public async Task<(DateTimeOffset Began, DateTimeOffset? NewestHere)?> GetReachAsync(
        TrailKey key, string bucket, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        await using var command = connection.Command(
            """
            select min(start_at), max(end_at) filter (where bucket = $4 and verdict <> $5) from ingestion.trail_digest
            where org_id = $1 and account_id = $2 and region = $3
            """,
            key.Organization.Value, key.AccountId, key.Region, bucket, (short)TrailVerdict.Deleted);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) && !reader.IsDBNull(0)
            ? (reader.GetFieldValue<DateTimeOffset>(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1))
            : null;
    }

    /// <summary>Keys of the digests that name a log file that was not as they say, of those delivered since then.</summary>
    public async Task<IReadOnlySet<string>> GetDigestsOfBrokenFilesAsync(
        TrailKey key, string bucket, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        await using var command = connection.Command(
            """
            select distinct digest_key from ingestion.trail_file
            where org_id = $1 and account_id = $2 and region = $3 and bucket = $4 and hour >= $5 and digest_key is not null and verdict = any($6)
            """,
            key.Organization.Value, key.AccountId, key.Region, bucket, since, new[] { (short)TrailVerdict.Modified, (short)TrailVerdict.Deleted });
        return await ReadKeysAsync(command, cancellationToken);
    }

    /// <summary>Keys of the log files in that bucket that are known, of those given.</summary>
    public async Task<IReadOnlySet<string>> GetKnownFilesAsync(
        OrganizationId organization, string bucket, string[] keys, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var command = connection.Command(
            "select object_key from ingestion.trail_file where org_id = $1 and bucket = $2 and object_key = any($3)",
            organization.Value, bucket, keys);
        return await ReadKeysAsync(command, cancellationToken);
    }

    /// <summary>The log files that were delivered in those hours.</summary>
    public async Task<ImmutableArray<TrailFile>> GetFilesAsync(TrailKey key, DateTimeOffset[] hours, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        await using var command = connection.Command(
            $"{SelectFiles} and hour = any($4)", key.Organization.Value, key.AccountId, key.Region, hours);
        return await ReadFilesAsync(key, command, cancellationToken);
    }

    /// <summary>The log files in that bucket, delivered since then, that no digest named so far and that are held against nobody.</summary>
    public async Task<ImmutableArray<TrailFile>> GetUnprovenFilesAsync(
        TrailKey key, string bucket, DateTimeOffset since, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        await using var command = connection.Command(
            $"{SelectFiles} and bucket = $4 and delivered_at >= $5 and digest_key is null and verdict = $6",
            key.Organization.Value, key.AccountId, key.Region, bucket, since, (short)TrailVerdict.Unproven);
        return await ReadFilesAsync(key, command, cancellationToken);
    }

    private static async Task<IReadOnlySet<string>> ReadKeysAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            keys.Add(reader.GetString(0));
        }

        return keys;
    }

    private const string SelectFiles =
        """
        select bucket, object_key, delivered_at, verdict, reason, digest_key, expected_sha256, sha256,
          batch_id, records, received, duplicate, rejected, altered
        from ingestion.trail_file where org_id = $1 and account_id = $2 and region = $3
        """;

    private static async Task<ImmutableArray<TrailFile>> ReadFilesAsync(
        TrailKey key, NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var files = ImmutableArray.CreateBuilder<TrailFile>();
        while (await reader.ReadAsync(cancellationToken))
        {
            files.Add(new(
                reader.GetString(0),
                new()
                {
                    Key = new(reader.GetString(1), "", key.AccountId, key.Region, reader.GetFieldValue<DateTimeOffset>(2)),
                    Verdict = (TrailVerdict)reader.GetInt16(3),
                    Reason = reader.GetString(4),
                    DigestKey = Text(reader, 5),
                    ExpectedSha256 = Text(reader, 6),
                    Sha256 = Text(reader, 7),
                },
                reader.IsDBNull(8) ? null : new(
                    reader.GetGuid(8), reader.GetInt32(9), reader.GetInt32(10), reader.GetInt32(11), reader.GetInt32(12), reader.GetInt32(13))));
        }

        return files.ToImmutable();
    }

    /// <summary>Writes what was found out; what was known before of the same objects gives way to it.</summary>
    public async Task SaveAsync(
        TrailKey key,
        string bucket,
        IReadOnlyCollection<CheckedDigest> digests,
        IReadOnlyCollection<TrailFile> files,
        DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        if (digests.Count + files.Count == 0)
        {
            return;
        }

        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var one in files)
        {
            AddFile(batch, key.Organization, one, at);
        }

        foreach (var one in digests)
        {
            AddDigest(batch, key, bucket, one, at);
        }

        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>How far events were looked up; null if they never were.</summary>
    public async Task<DateTimeOffset?> GetLookedUpToAsync(TrailKey key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        await using var command = connection.Command(
            "select looked_up_to from ingestion.trail_lookup where org_id = $1 and account_id = $2 and region = $3",
            key.Organization.Value, key.AccountId, key.Region);
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime time ? time : null;
    }

    public async Task SaveLookedUpToAsync(TrailKey key, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        await using var command = connection.Command(
            """
            insert into ingestion.trail_lookup (org_id, account_id, region, looked_up_to) values ($1, $2, $3, $4)
            on conflict (org_id, account_id, region) do update set looked_up_to = excluded.looked_up_to
            """,
            key.Organization.Value, key.AccountId, key.Region, to);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void AddDigest(NpgsqlBatch batch, TrailKey key, string bucket, CheckedDigest one, DateTimeOffset at) => batch.Add(
        """
        insert into ingestion.trail_digest (
          org_id, bucket, object_key, account_id, region, trail, start_at, end_at, verdict, reason, own_bucket, own_key, sha256,
          signature, previous_bucket, previous_key, previous_sha256, previous_signature, stored_at, checked_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
        on conflict (org_id, bucket, object_key) do update set
          start_at = excluded.start_at, end_at = excluded.end_at, verdict = excluded.verdict, reason = excluded.reason,
          own_bucket = excluded.own_bucket, own_key = excluded.own_key, sha256 = excluded.sha256, signature = excluded.signature,
          previous_bucket = excluded.previous_bucket, previous_key = excluded.previous_key,
          previous_sha256 = excluded.previous_sha256, previous_signature = excluded.previous_signature,
          stored_at = excluded.stored_at, checked_at = excluded.checked_at
        """,
        key.Organization.Value,
        bucket,
        one.Key.Text,
        key.AccountId,
        key.Region,
        one.Key.Trail,
        one.StartTime.ToUniversalTime(),
        one.EndTime.ToUniversalTime(),
        (short)one.Verdict,
        one.Reason,
        Text(one.Content?.Bucket),
        Text(one.Content?.Key),
        Text(one.Sha256),
        Text(one.Signature),
        Text(one.Content?.Previous?.Bucket),
        Text(one.Content?.Previous?.Key),
        Text(one.Content?.Previous?.Sha256),
        Text(one.Content?.PreviousSignature),
        new NpgsqlParameter { Value = one.StoredAt?.ToUniversalTime() ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz },
        at);

    private static void AddFile(NpgsqlBatch batch, OrganizationId organization, TrailFile one, DateTimeOffset at) => batch.Add(
        """
        insert into ingestion.trail_file (
          org_id, bucket, object_key, account_id, region, hour, delivered_at, verdict, reason, digest_key, expected_sha256, sha256,
          batch_id, records, received, duplicate, rejected, altered, checked_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
        on conflict (org_id, bucket, object_key) do update set
          verdict = excluded.verdict, reason = excluded.reason, digest_key = excluded.digest_key,
          expected_sha256 = excluded.expected_sha256, sha256 = excluded.sha256,
          batch_id = coalesce(excluded.batch_id, trail_file.batch_id),
          records = case when excluded.batch_id is null then trail_file.records else excluded.records end,
          received = case when excluded.batch_id is null then trail_file.received else excluded.received end,
          duplicate = case when excluded.batch_id is null then trail_file.duplicate else excluded.duplicate end,
          rejected = case when excluded.batch_id is null then trail_file.rejected else excluded.rejected end,
          altered = case when excluded.batch_id is null then trail_file.altered else excluded.altered end,
          checked_at = excluded.checked_at
        """,
        organization.Value,
        one.Bucket,
        one.File.Key.Text,
        one.File.Key.AccountId,
        one.File.Key.Region,
        one.Hour,
        one.File.Key.DeliveredAt,
        (short)one.File.Verdict,
        one.File.Reason,
        Text(one.File.DigestKey),
        Text(one.File.ExpectedSha256),
        Text(one.File.Sha256),
        new NpgsqlParameter { Value = one.Taken?.BatchId ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid },
        one.Taken?.Records ?? 0,
        one.Taken?.Received ?? 0,
        one.Taken?.Duplicate ?? 0,
        one.Taken?.Rejected ?? 0,
        one.Taken?.Altered ?? 0,
        at);

    private static CheckedDigest Read(NpgsqlDataReader reader)
    {
        var (start, end) = (reader.GetFieldValue<DateTimeOffset>(1), reader.GetFieldValue<DateTimeOffset>(2));
        return new()
        {
            Key = DigestKey.TryParse(reader.GetString(0)) ?? throw new InvalidOperationException($"{reader.GetString(0)} is stored as a digest and has not the name of one."),
            Verdict = (TrailVerdict)reader.GetInt16(3),
            Reason = reader.GetString(4),
            Sha256 = Text(reader, 7),
            Signature = Text(reader, 8),
            StoredAt = reader.IsDBNull(13) ? null : reader.GetFieldValue<DateTimeOffset>(13),
            Content = Text(reader, 6) is not { } ownKey ? null : new()
            {
                StartTime = start,
                EndTime = end,
                EndTimeText = "",
                Bucket = reader.GetString(5),
                Key = ownKey,
                Fingerprint = "",
                PreviousSignature = Text(reader, 12),
                Previous = Text(reader, 10) is { } previous ? new(reader.GetString(9), previous, Text(reader, 11), Text(reader, 12)) : null,
                LogFiles = [],
            },
        };
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static NpgsqlParameter Text(string? value) =>
        new() { Value = value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text };
}
