using System.Collections.Concurrent;
using System.Collections.Immutable;
using Npgsql;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Ingestion;

/// <summary>Batches and events in PostgreSQL: one transaction for a group of batches, in two round trips.</summary>
internal sealed class IngestionStore(TenantDatabase database)
{
    private const int AttemptsWithoutPartition = 5;

    // Days whose partition is known to be there: one partition serves every organization.
    private readonly ConcurrentDictionary<DateOnly, bool> _partitions = new();
    private readonly ConcurrentDictionary<(OrganizationId, DateOnly), bool> _days = new();

    /// <summary>What the message was answered with, if it was accepted before.</summary>
    public async Task<EarlierDelivery?> FindAsync(
        OrganizationId organization, DeliveryChannel channel, string messageId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        return await ReceiptStore.FindAsync(connection, organization, channel, messageId, cancellationToken);
    }

    /// <summary>
    /// Commits the batches, all or none, and says of each what became of it. A batch whose message was accepted before is
    /// left out and gets its first receipt.
    /// </summary>
    /// <exception cref="NpgsqlException">Nothing was committed, or it is not known whether it was.</exception>
    public async Task<ImmutableArray<CommittedBatch>> CommitAsync(
        IngestionKey shard, ImmutableArray<PreparedBatch> batches, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await CommitOnceAsync(shard, batches, cancellationToken);
            }
            catch (PostgresException refused) when (IsWithoutPartition(refused) && attempt < AttemptsWithoutPartition)
            {
                // A partition known to be there was dropped since; or another connection attached it just now, and this one's
                // session has not heard of it: attaching lets others write meanwhile, and so does not wait until they know.
                _partitions.Clear();
                await Task.Delay(TimeSpan.FromMilliseconds(20 << attempt), cancellationToken);
            }
        }
    }

    /// <summary>Batches of this shard that detection has not seen, oldest first.</summary>
    public async Task<ImmutableArray<UnevaluatedBatch>> GetUnevaluatedAsync(
        IngestionKey shard, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(shard.Organization, cancellationToken);
        await using var command = connection.Command(
            """
            select batch_id, object_key, received_at from ingestion.batch
            where org_id = $1 and shard = $2 and evaluated_at is null
            order by received_at limit $3
            """,
            shard.Organization.Value, (short)shard.Shard, limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var batches = ImmutableArray.CreateBuilder<UnevaluatedBatch>();
        while (await reader.ReadAsync(cancellationToken))
        {
            batches.Add(new(reader.GetGuid(0), reader.GetString(1), reader.GetFieldValue<DateTimeOffset>(2)));
        }

        return batches.ToImmutable();
    }

    /// <summary>Which of the keys were new with that batch.</summary>
    public async Task<IReadOnlySet<Guid>> GetNewKeysAsync(
        OrganizationId organization, Guid batchId, Guid[] keys, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var command = connection.Command(
            "select event_key from ingestion.event_identity where org_id = $1 and event_key = any($2) and batch_id = $3",
            organization.Value, keys, batchId);
        return await KeysAsync(command, cancellationToken);
    }

    /// <summary>Notes that detection has seen the batches. Losing this to a crash costs a second evaluation, nothing more.</summary>
    public async Task MarkEvaluatedAsync(
        OrganizationId organization, Guid[] batchIds, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.Add("set local synchronous_commit = off");
        batch.Add(
            "update ingestion.batch set evaluated_at = $3 where org_id = $1 and batch_id = any($2) and evaluated_at is null",
            organization.Value, batchIds, at);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task<ImmutableArray<CommittedBatch>> CommitOnceAsync(
        IngestionKey shard, ImmutableArray<PreparedBatch> batches, CancellationToken cancellationToken)
    {
        var organization = shard.Organization;
        var group = new GroupCommit(batches);
        await EnsurePartitionsAsync(organization, group, cancellationToken);
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        try
        {
            return await WriteAsync(connection, shard, group, cancellationToken);
        }
        catch (PostgresException refused) when (refused.ConstraintName is "batch_message" or "batch_pkey")
        {
            return await CommitOthersAsync(connection, shard, batches, cancellationToken);
        }
    }

    private async Task<ImmutableArray<CommittedBatch>> WriteAsync(
        NpgsqlConnection connection, IngestionKey shard, GroupCommit group, CancellationToken cancellationToken)
    {
        var organization = shard.Organization;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var newKeys = await InsertIdentitiesAsync(connection, organization, group.Events, cancellationToken);
        if (newKeys.Count < group.Events.Length)
        {
            await RaiseProvenanceAsync(
                connection, organization, [.. group.Events.Where(one => !newKeys.Contains(one.Event.EventKey))], cancellationToken);
        }

        var added = group.Events.Where(one => newKeys.Contains(one.Event.EventKey)).ToArray();
        var settled = group.Settle(newKeys);
        var days = added.Select(one => DayOf(one.Event)).Distinct().Where(day => !_days.ContainsKey((organization, day))).Order().ToArray();
        await using (var rest = new NpgsqlBatch(connection, transaction))
        {
            if (added.Length > 0)
            {
                rest.AddEvents(organization, added);
            }

            if (days.Length > 0)
            {
                rest.Add(
                    "insert into ingestion.event_day (org_id, day) select $1, unnest($2::date[]) on conflict do nothing",
                    organization.Value, days);
            }

            foreach (var committed in settled)
            {
                rest.AddReceipt(shard, committed);
            }

            await rest.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        foreach (var day in days)
        {
            _days[(organization, day)] = true;
        }

        return settled;
    }

    // Another activation was quicker with one of the messages: its first answer stands, the others are committed without it.
    private async Task<ImmutableArray<CommittedBatch>> CommitOthersAsync(
        NpgsqlConnection connection, IngestionKey shard, ImmutableArray<PreparedBatch> batches, CancellationToken cancellationToken)
    {
        var answers = new Dictionary<Guid, CommittedBatch>();
        foreach (var batch in batches)
        {
            if (await ReceiptStore.FindAsync(
                connection, shard.Organization, batch.Channel, batch.MessageId, cancellationToken) is { } earlier)
            {
                answers[batch.BatchId] = new(batch, earlier.AnswerTo(batch.Sha256), []);
            }
        }

        var others = batches.Where(batch => !answers.ContainsKey(batch.BatchId)).ToImmutableArray();
        if (others.Length > 0)
        {
            foreach (var committed in await WriteAsync(connection, shard, new(others), cancellationToken))
            {
                answers[committed.Batch.BatchId] = committed;
            }
        }

        return [.. batches.Select(batch => answers[batch.BatchId])];
    }

    private static async Task<IReadOnlySet<Guid>> InsertIdentitiesAsync(
        NpgsqlConnection connection, OrganizationId organization, ImmutableArray<EventToWrite> events, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(
            """
            insert into ingestion.event_identity (org_id, event_key, event_time, batch_id, provenance)
            select $1, * from unnest($2::uuid[], $3::timestamptz[], $4::uuid[], $5::smallint[])
            on conflict do nothing
            returning event_key
            """,
            organization.Value,
            events.Select(one => one.Event.EventKey).ToArray(),
            events.Select(one => one.Event.EventTime).ToArray(),
            events.Select(one => one.Batch.BatchId).ToArray(),
            events.Select(one => (short)one.Provenance).ToArray());
        return await KeysAsync(command, cancellationToken);
    }

    /// <summary>
    /// Raises the provenance of events that were there before, where the better-proved record says the same. If it says
    /// something else, the event stays as little proved as it was: a signature over one text proves no other.
    /// </summary>
    internal static async Task RaiseProvenanceAsync(
        NpgsqlConnection connection, OrganizationId organization, EventToWrite[] known, CancellationToken cancellationToken)
    {
        var weaker = new Dictionary<Guid, DateTimeOffset>();
        await using (var find = connection.Command(
            """
            select i.event_key, i.event_time
            from ingestion.event_identity as i join unnest($2::uuid[], $3::smallint[]) as better (event_key, provenance) using (event_key)
            where i.org_id = $1 and i.provenance < better.provenance
            order by i.event_key for update of i
            """,
            organization.Value,
            known.Select(one => one.Event.EventKey).ToArray(),
            known.Select(one => (short)one.Provenance).ToArray()))
        {
            await using var reader = await find.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                weaker.Add(reader.GetGuid(0), reader.GetFieldValue<DateTimeOffset>(1));
            }
        }

        var better = known.Where(one => weaker.ContainsKey(one.Event.EventKey)).ToArray();
        if (better.Length == 0)
        {
            return;
        }

        await using var raise = connection.Command(
            """
            update ingestion.event_identity as i set provenance = better.provenance
            from unnest($2::uuid[], $3::timestamptz[], $4::smallint[], $5::jsonb[], $6::text[])
                as better (event_key, event_time, provenance, record, record_text)
              join ingestion.event as e on e.org_id = $1 and e.event_time = better.event_time and e.event_key = better.event_key
            where i.org_id = $1 and i.event_key = better.event_key
              and e.record = better.record and e.record_text is not distinct from better.record_text
            """,
            organization.Value,
            better.Select(one => one.Event.EventKey).ToArray(),
            better.Select(one => weaker[one.Event.EventKey]).ToArray(),
            better.Select(one => (short)one.Provenance).ToArray(),
            EventWriteStore.Records(better),
            EventWriteStore.Texts(better));
        await raise.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task EnsurePartitionsAsync(OrganizationId organization, GroupCommit group, CancellationToken cancellationToken)
    {
        var missing = group.Events.Select(one => DayOf(one.Event)).Distinct().Where(day => !_partitions.ContainsKey(day)).Order().ToArray();
        if (missing.Length == 0)
        {
            return;
        }

        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        foreach (var day in missing)
        {
            await using var command = connection.Command("select ingestion.ensure_event_partition($1)", day);
            await command.ExecuteNonQueryAsync(cancellationToken);
            _partitions[day] = true;
        }
    }

    // The refusal of a table's own check names its constraint; that of a missing partition has none to name.
    private static bool IsWithoutPartition(PostgresException refused) =>
        refused is { SqlState: PostgresErrorCodes.CheckViolation, ConstraintName: null };

    private static DateOnly DayOf(PreparedEvent prepared) => DateOnly.FromDateTime(prepared.EventTime.UtcDateTime);

    private static async Task<IReadOnlySet<Guid>> KeysAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var keys = new HashSet<Guid>();
        while (await reader.ReadAsync(cancellationToken))
        {
            keys.Add(reader.GetGuid(0));
        }

        return keys;
    }
}
