using System.Text.Json;
using Npgsql;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Reconciliation;

/// <summary>Writes what changed of the instances' verdicts. What is as it was is not touched.</summary>
internal static class InstanceVerdictStore
{
    private const string Rows =
        """
        unnest($4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[],
          $14::timestamptz[], $15::text[], $16::text[], $17::text[], $18::text[], $19::text[], $20::smallint[])
          as n (account_id, instance_id, class, reason, region, name, role, cluster, snowflake, environment,
            launched_at, tenant, device_id, rung, sensor_version, evidence, severity)
        """;

    // What this run wrote, it does not end: it may be repeated.
    private const string Close =
        $"""
        update reconciliation.instance_verdict as v set until_at = $2, is_told = false
        where v.org_id = $1 and v.until_at = 'infinity' and v.from_run <> $3 and not exists (
          select from {Rows}
          where n.account_id = v.account_id and n.instance_id = v.instance_id
            and row (n.class, n.reason, n.region, n.name, n.role, n.cluster, n.snowflake, n.environment, n.launched_at, n.tenant,
                n.device_id, n.rung, n.sensor_version, n.evidence::jsonb, n.severity)
              is not distinct from row (v.class, v.reason, v.region, v.name, v.role, v.cluster, v.snowflake, v.environment, v.launched_at, v.tenant,
                v.device_id, v.rung, v.sensor_version, v.evidence, v.severity))
        """;

    private const string Insert =
        $"""
        insert into reconciliation.instance_verdict (
          org_id, from_at, from_run, account_id, instance_id, class, reason, region, name, role, cluster, snowflake, environment,
          launched_at, tenant, device_id, rung, sensor_version, evidence, severity)
        select $1, $2, $3, n.account_id, n.instance_id, n.class, n.reason, n.region, n.name, n.role, n.cluster, n.snowflake, n.environment,
          n.launched_at, n.tenant, n.device_id, n.rung, n.sensor_version, n.evidence::jsonb, n.severity
        from {Rows}
        where not exists (
          select from reconciliation.instance_verdict as v
          where v.org_id = $1 and v.account_id = n.account_id and v.instance_id = n.instance_id and v.until_at = 'infinity')
        """;

    public static void AddTo(NpgsqlBatch batch, OrganizationId organization, DecidedRun run)
    {
        T[] Of<T>(Func<InstanceFacts, InstanceVerdict, T> value) => [.. run.Instances.Select(one => value(one.Facts, one.Verdict))];
        object?[] values =
        [
            organization.Value, run.Request.AsOf.UtcDateTime, run.Request.RunId,
            Of((facts, _) => facts.AccountId), Of((facts, _) => facts.InstanceId),
            Of((_, verdict) => VerdictCodes.Of(verdict.Class)), Of((_, verdict) => VerdictCodes.Of(verdict.Reason)),
            Of((facts, _) => facts.Region), Of((facts, _) => facts.Name), Of((facts, _) => facts.Role), Of((facts, _) => facts.Cluster),
            Of((facts, _) => VerdictCodes.Of(facts.Snowflake)), Of((facts, _) => facts.Environment), Of((facts, _) => facts.LaunchedAt.UtcDateTime),
            Of((_, verdict) => verdict.Sensor?.Tenant), Of((_, verdict) => verdict.Sensor?.DeviceId),
            Of((_, verdict) => verdict.Rung is { } rung ? VerdictCodes.Of(rung) : null), Of((_, verdict) => verdict.Sensor?.AgentVersion),
            Of(EvidenceOf), Of((facts, _) => (short)UnprotectedSeverity.Of(facts)),
        ];
        batch.Add(Close, values);
        batch.Add(Insert, values);
    }

    // What the verdict stands on, and nothing that changes with every check-in.
    private static string EvidenceOf(InstanceFacts facts, InstanceVerdict verdict) => JsonSerializer.Serialize(new SortedDictionary<string, object?>(StringComparer.Ordinal)
    {
        ["matchedOn"] = verdict.Rung switch
        {
            Rung.InstanceId => facts.InstanceId,
            Rung.PrivateIp => verdict.Sensor!.LocalIp,
            Rung.Mac => verdict.Sensor!.Mac,
            Rung.PrivateDns => verdict.Sensor!.HostName,
            _ => null,
        },
        ["isRemembered"] = verdict.Sensor?.IsRemembered ?? false,
        ["superseded"] = verdict.Superseded.Select(sensor => sensor.DeviceId).Order(StringComparer.Ordinal),
        ["ambiguous"] = verdict.Ambiguous.Select(sensor => sensor.DeviceId).Order(StringComparer.Ordinal),
    });
}
