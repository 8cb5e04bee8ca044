using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Ingestion;

/// <summary>Receipts as rows of <c>ingestion.batch</c>, and back: a replay is answered with what is read here.</summary>
internal static class ReceiptStore
{
    /// <summary>Adds one command that inserts the batch; it fails where the message was accepted before.</summary>
    public static void AddReceipt(this NpgsqlBatch commands, IngestionKey shard, CommittedBatch committed)
    {
        var batch = committed.Batch;
        var receipt = committed.Answer.Receipt!;
        var times = committed.NewEvents.Select(one => one.EventTime).ToArray();
        commands.Add(
            """
            insert into ingestion.batch (
              org_id, batch_id, message_id, channel, shard, sha256, provenance, credential_id, received_at, object_key, wire_bytes,
              accepted, duplicate, rejected, unclaimed, rejections, first_event_at, last_event_at, evaluated_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
            """,
            shard.Organization.Value,
            batch.BatchId,
            batch.MessageId,
            (short)batch.Channel,
            (short)shard.Shard,
            batch.Sha256,
            (short)batch.Provenance,
            batch.CredentialId,
            batch.ReceivedAt,
            ObjectKey.Of(shard.Organization, batch.BatchId, batch.ReceivedAt),
            batch.WireBytes,
            receipt.Accepted,
            receipt.Duplicate,
            receipt.Rejected,
            receipt.Unclaimed,
            new NpgsqlParameter { Value = JsonSerializer.Serialize(receipt.Rejections), NpgsqlDbType = NpgsqlDbType.Jsonb },
            NullableTime(times.Length == 0 ? null : times.Min()),
            NullableTime(times.Length == 0 ? null : times.Max()),
            // Nothing new is nothing to evaluate.
            NullableTime(times.Length == 0 ? batch.ReceivedAt : null));
    }

    /// <summary>What a batch was answered with, by its id.</summary>
    public static Task<EarlierDelivery?> FindAsync(
        NpgsqlConnection connection, OrganizationId organization, Guid batchId, CancellationToken cancellationToken) =>
        ReadAsync(connection.Command($"{Select} and batch_id = $2", organization.Value, batchId), cancellationToken);

    /// <summary>What a message was answered with, by its id.</summary>
    public static Task<EarlierDelivery?> FindAsync(
        NpgsqlConnection connection, OrganizationId organization, DeliveryChannel channel, string messageId, CancellationToken cancellationToken) =>
        ReadAsync(
            connection.Command($"{Select} and channel = $2 and message_id = $3", organization.Value, (short)channel, messageId),
            cancellationToken);

    private const string Select =
        "select batch_id, sha256, received_at, accepted, duplicate, rejected, unclaimed, rejections from ingestion.batch where org_id = $1";

    private static async Task<EarlierDelivery?> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var query = command;
        await using var reader = await query.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return null;
        }

        var (accepted, duplicate, rejected) = (reader.GetInt32(3), reader.GetInt32(4), reader.GetInt32(5));
        return new(new IngestReceipt
        {
            BatchId = reader.GetGuid(0),
            Sha256 = reader.GetString(1),
            ReceivedAt = reader.GetFieldValue<DateTimeOffset>(2),
            Records = accepted + duplicate + rejected,
            Accepted = accepted,
            Duplicate = duplicate,
            Rejected = rejected,
            Unclaimed = reader.GetInt32(6),
            Rejections = JsonSerializer.Deserialize<ImmutableArray<RejectedRecord>>(reader.GetString(7)),
        });
    }

    private static NpgsqlParameter NullableTime(DateTimeOffset? time) =>
        new() { Value = time is { } known ? known : DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
