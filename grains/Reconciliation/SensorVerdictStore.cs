using Npgsql;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Reconciliation;

/// <summary>Reads the sensors' records of a run, and writes what changed of their verdicts: of a ghost, nothing does.</summary>
internal static class SensorVerdictStore
{
    private const string Close =
        """
        update reconciliation.sensor_verdict as v set until_at = $2 from reconcile_change as n
        where v.org_id = $1 and v.until_at = 'infinity' and v.tenant = n.tenant and v.device_id = n.device_id
        """;

    private const string Insert =
        """
        insert into reconciliation.sensor_verdict (
          org_id, from_at, from_run, tenant, device_id, class, reason, account_id, instance_id, sensor_version)
        select $1, $2, $3, n.* from reconcile_change as n where n.class is not null
        """;

    public static void AddTo(NpgsqlBatch batch, OrganizationId organization, DecidedRun run)
    {
        // An organization's first run is about all records, and the verdicts' table may never have been counted: taken for empty,
        // it would be joined to the other row by row, tens of thousands times tens of thousands.
        batch.Add("set local enable_nestloop = off");
        batch.Add(Close, organization.Value, run.Request.AsOf.UtcDateTime);
        batch.Add("set local enable_nestloop = on");
        batch.Add(Insert, organization.Value, run.Request.AsOf.UtcDateTime, run.Request.RunId);
    }

    /// <summary>A row of <c>reconcile_sensor</c>.</summary>
    public static SensorFacts Read(NpgsqlDataReader reader)
    {
        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
        return new()
        {
            Tenant = reader.GetString(0),
            DeviceId = reader.GetString(1),
            InstanceId = Text(2),
            AccountId = Text(3),
            Region = Text(4),
            Provider = Text(5),
            IsEc2Hardware = reader.IsDBNull(6) ? null : reader.GetBoolean(6),
            ProductType = Text(7),
            LocalIp = Text(8),
            Mac = Text(9),
            HostName = Text(10),
            AgentVersion = Text(11),
            IsReduced = reader.GetBoolean(12),
            FirstSeenAt = reader.GetFieldValue<DateTimeOffset>(13),
            LastSeenAt = reader.GetFieldValue<DateTimeOffset>(14),
            ReadAt = reader.GetFieldValue<DateTimeOffset>(15),
            IsRemembered = reader.GetBoolean(16),
        };
    }
}
