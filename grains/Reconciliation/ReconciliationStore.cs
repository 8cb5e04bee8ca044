using System.Collections.Immutable;
using Npgsql;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Reconciliation;

/// <summary>Reads what a run decides from, and writes what it decided. One pass over the sensors' records serves both.</summary>
internal sealed class ReconciliationStore(TenantDatabase database) : IReconciliationRecords
{
    public async Task<IReconciliationSession> OpenAsync(
        OrganizationId organization, ReconciliationRequest request, CancellationToken cancellationToken)
    {
        var connection = await database.OpenWriterAsync(organization, cancellationToken);
        try
        {
            return new ReconciliationSessionStore(organization, request, connection, await connection.BeginTransactionAsync(cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<ReconciliationSummary?> FindRunAsync(OrganizationId organization, Guid runId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var command = connection.Command(
            $"select {RunStore.Columns} from reconciliation.run where org_id = $1 and run_id = $2", organization.Value, runId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? RunStore.Read(reader) : null;
    }

    public Task<StandingVerdict?> FindInstanceAsync(InstanceKey instance, CancellationToken cancellationToken) => FindAsync(
        instance.Organization, "v.account_id = $2 and v.instance_id = $3", instance.AccountId, instance.InstanceId, cancellationToken);

    public Task<StandingVerdict?> FindHolderAsync(SensorKey sensor, CancellationToken cancellationToken) => FindAsync(
        sensor.Organization, "v.tenant = $2 and v.device_id = $3", sensor.Tenant, sensor.DeviceId, cancellationToken);

    public async Task<ImmutableArray<UntoldVerdict>> GetUntoldAsync(OrganizationId organization, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var command = connection.Command(
            """
            select v.account_id, v.instance_id, v.until_at, v.region, v.name, v.class, v.reason, v.severity, v.from_at, v.tenant, v.device_id,
              v.evidence::text, v.role,
              exists (
                select from reconciliation.instance_verdict as n
                where n.org_id = v.org_id and n.account_id = v.account_id and n.instance_id = v.instance_id and n.until_at > v.until_at),
              exists (
                select from reconciliation.instance_verdict as n
                where n.org_id = v.org_id and n.tenant = v.tenant and n.device_id = v.device_id and n.until_at = 'infinity')
            from reconciliation.instance_verdict as v
            where v.org_id = $1 and not v.is_told
            order by v.account_id, v.instance_id, v.until_at
            """,
            organization.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var untold = ImmutableArray.CreateBuilder<UntoldVerdict>();
        while (await reader.ReadAsync(cancellationToken))
        {
            untold.Add(new()
            {
                Instance = new(reader.GetString(0), reader.GetString(1)),
                UntilAt = reader.GetDateTime(2),
                Region = reader.GetString(3),
                Name = Text(reader, 4),
                Class = VerdictCodes.ClassOf(reader.GetString(5)),
                Reason = VerdictCodes.ReasonOf(reader.GetString(6)),
                Severity = (Incidents.Severity)reader.GetInt16(7),
                FromAt = reader.GetDateTime(8),
                Sensor = Text(reader, 9) is { } tenant ? new(tenant, reader.GetString(10)) : null,
                EvidenceJson = reader.GetString(11),
                Role = Text(reader, 12),
                HasSuccessor = reader.GetBoolean(13),
                SensorIsHeld = reader.GetBoolean(14),
            });
        }

        return untold.ToImmutable();
    }

    public async Task SetToldAsync(OrganizationId organization, ImmutableArray<UntoldVerdict> told, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var command = connection.Command(
            """
            update reconciliation.instance_verdict as v set is_told = true
            from unnest($2::text[], $3::text[], $4::timestamptz[]) as t (account_id, instance_id, until_at)
            where v.org_id = $1 and v.account_id = t.account_id and v.instance_id = t.instance_id and v.until_at = t.until_at
            """,
            organization.Value,
            told.Select(one => one.Instance.AccountId).ToArray(),
            told.Select(one => one.Instance.InstanceId).ToArray(),
            told.Select(one => one.UntilAt).ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Deletes the runs before a time but the newest, the verdicts that had ended by then, and what was read of documents that are gone.</summary>
    /// <returns>How many runs are gone.</returns>
    public async Task<int> ForgetAsync(OrganizationId organization, DateTimeOffset horizon, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var command = connection.Command(
            """
            with ended as (
              delete from reconciliation.instance_verdict where org_id = $1 and until_at < $2
            ), ended_of_sensors as (
              delete from reconciliation.sensor_verdict where org_id = $1 and until_at < $2
            ), gone as (
              delete from reconciliation.sensor_fact as f
              where f.org_id = $1 and not exists (
                select from inventory.document as d where d.org_id = f.org_id and d.source = $3 and d.sha256 = f.sha256)
            )
            delete from reconciliation.run as r
            where r.org_id = $1 and r.as_of < $2 and r.as_of < (select max(n.as_of) from reconciliation.run as n where n.org_id = $1)
            """,
            organization.Value, horizon.UtcDateTime, ChainBook.Sensors);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<StandingVerdict?> FindAsync(
        OrganizationId organization, string where, string first, string second, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenWriterAsync(organization, cancellationToken);
        await using var command = connection.Command(
            $"""
             select v.account_id, v.instance_id, v.class, (select max(r.as_of) from reconciliation.run as r where r.org_id = $1)
             from reconciliation.instance_verdict as v
             where v.org_id = $1 and v.until_at = 'infinity' and {where}
             """,
            organization.Value, first, second);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new(new(reader.GetString(0), reader.GetString(1)), VerdictCodes.ClassOf(reader.GetString(2)), reader.GetFieldValue<DateTimeOffset>(3))
            : null;
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
