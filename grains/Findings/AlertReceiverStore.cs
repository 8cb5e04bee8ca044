using System.Collections.Immutable;
using Dapper;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Findings;

/// <summary>A receiver with the secret that signs its messages, sealed; null for mail.</summary>
internal sealed record StoredAlertReceiver(AlertReceiver Receiver, byte[]? SealedSecret);

/// <summary>A message that is due.</summary>
internal sealed record DueAlert(Guid AlertId, string EventType, string Title, string Detail, string Body, int Attempts);

/// <summary>Receivers, and what is on its way to them.</summary>
internal sealed class AlertReceiverStore(TenantDatabase database)
{
    private const string Columns =
        """
        receiver_id as ReceiverId, kind as Kind, name as Name, target as Target, sealed_secret as SealedSecret,
        created_at as CreatedAt, failing_since as FailingSince, disabled_at as DisabledAt, disabled_reason as DisabledReason
        """;

    public async Task<ImmutableArray<AlertReceiver>> GetAllAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(organization, cancellationToken);
        var rows = await connection.QueryAsync<ReceiverRow>(new(
            $"select {Columns} from findings.alert_receiver where org_id = @id order by created_at, receiver_id",
            new { id = organization.Value },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToStored().Receiver)];
    }

    public async Task<StoredAlertReceiver?> FindAsync(AlertReceiverKey key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        var row = await connection.QuerySingleOrDefaultAsync<ReceiverRow>(new(
            $"select {Columns} from findings.alert_receiver where org_id = @org and receiver_id = @ReceiverId",
            new { org = key.Organization.Value, key.ReceiverId },
            cancellationToken: cancellationToken));
        return row?.ToStored();
    }

    /// <summary>Adds the receiver, or brings what is known of its health up to date.</summary>
    public async Task SaveAsync(AlertReceiverKey key, StoredAlertReceiver stored, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        var receiver = stored.Receiver;
        await connection.ExecuteAsync(new(
            """
            insert into findings.alert_receiver (
              org_id, receiver_id, kind, name, target, sealed_secret, created_at, failing_since, disabled_at, disabled_reason)
            values (
              @org, @Id, @kind, @Name, @Target, @SealedSecret, @CreatedAt, @FailingSince, @DisabledAt, @DisabledReason)
            on conflict (org_id, receiver_id) do update set
              failing_since = excluded.failing_since,
              disabled_at = excluded.disabled_at,
              disabled_reason = excluded.disabled_reason
            """,
            new
            {
                org = key.Organization.Value,
                receiver.Id,
                kind = (short)receiver.Kind,
                receiver.Name,
                receiver.Target,
                stored.SealedSecret,
                receiver.CreatedAt,
                receiver.FailingSince,
                receiver.DisabledAt,
                receiver.DisabledReason,
            },
            cancellationToken: cancellationToken));
    }

    /// <summary>Removes it with everything on its way. False if there was none.</summary>
    public async Task<bool> RemoveAsync(AlertReceiverKey key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        return await connection.ExecuteAsync(new(
            "delete from findings.alert_receiver where org_id = @org and receiver_id = @ReceiverId",
            new { org = key.Organization.Value, key.ReceiverId },
            cancellationToken: cancellationToken)) == 1;
    }

    /// <summary>What is to be sent now, the oldest first.</summary>
    public async Task<ImmutableArray<DueAlert>> GetDueAsync(
        AlertReceiverKey key, DateTimeOffset now, int most, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        return
        [
            .. await connection.QueryAsync<DueAlert>(new(
                """
                select alert_id as AlertId, event_type as EventType, body #>> '{data,title}' as Title,
                  body #>> '{data,detail}' as Detail, body::text as Body, attempts as Attempts
                from findings.alert
                where org_id = @org and receiver_id = @ReceiverId and next_attempt_at <= @now
                order by next_attempt_at, created_at
                limit @most
                """,
                new { org = key.Organization.Value, key.ReceiverId, now, most },
                cancellationToken: cancellationToken)),
        ];
    }

    /// <summary>Writes down what came of an attempt.</summary>
    /// <param name="error">Null if it arrived.</param>
    /// <param name="next">When it is tried again; null if it is not.</param>
    public async Task RecordAttemptAsync(
        AlertReceiverKey key, Guid alertId, DateTimeOffset at, string? error, DateTimeOffset? next, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(key.Organization, cancellationToken);
        await connection.ExecuteAsync(new(
            """
            update findings.alert
            set attempts = attempts + 1, last_error = @error, next_attempt_at = @next,
              delivered_at = case when @error::text is null then @at end
            where org_id = @org and alert_id = @alertId
            """,
            new { org = key.Organization.Value, alertId, at, error, next },
            cancellationToken: cancellationToken));
    }

    /// <summary>Null if there is no such receiver.</summary>
    public async Task<ImmutableArray<AlertDelivery>?> GetDeliveriesAsync(AlertReceiverKey key, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(key.Organization, cancellationToken);
        var parameters = new { org = key.Organization.Value, key.ReceiverId };
        var isThere = await connection.ExecuteScalarAsync<bool>(new(
            "select exists (select from findings.alert_receiver where org_id = @org and receiver_id = @ReceiverId)",
            parameters,
            cancellationToken: cancellationToken));
        if (!isThere)
        {
            return null;
        }

        var rows = await connection.QueryAsync<DeliveryRow>(new(
            """
            select alert_id as AlertId, event_type as EventType, finding_id as FindingId, created_at as CreatedAt,
              attempts as Attempts, next_attempt_at as NextAttemptAt, delivered_at as DeliveredAt, last_error as LastError
            from findings.alert
            where org_id = @org and receiver_id = @ReceiverId
            order by created_at desc, alert_id
            limit 100
            """,
            parameters,
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => row.ToDelivery())];
    }

    private sealed record ReceiverRow(
        Guid ReceiverId, short Kind, string Name, string Target, byte[]? SealedSecret, DateTime CreatedAt,
        DateTime? FailingSince, DateTime? DisabledAt, string? DisabledReason)
    {
        public StoredAlertReceiver ToStored() => new(
            new()
            {
                Id = ReceiverId,
                Kind = (AlertReceiverKind)Kind,
                Name = Name,
                Target = Target,
                CreatedAt = CreatedAt,
                FailingSince = FailingSince,
                DisabledAt = DisabledAt,
                DisabledReason = DisabledReason,
            },
            SealedSecret);
    }

    private sealed record DeliveryRow(
        Guid AlertId, string EventType, Guid FindingId, DateTime CreatedAt, int Attempts, DateTime? NextAttemptAt,
        DateTime? DeliveredAt, string? LastError)
    {
        public AlertDelivery ToDelivery() => new()
        {
            Id = AlertId,
            EventType = EventType,
            FindingId = FindingId,
            CreatedAt = CreatedAt,
            Attempts = Attempts,
            NextAttemptAt = NextAttemptAt,
            DeliveredAt = DeliveredAt,
            LastError = LastError,
        };
    }
}
