using Npgsql;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Reconciliation;

/// <summary>Keeps what a run read of sensors' documents, so that the next one reads none of them again.</summary>
internal static class SensorFactStore
{
    private const string Keep =
        """
        insert into reconciliation.sensor_fact (
          org_id, sha256, version, instance_id, account_id, region, provider, is_ec2_hardware, product_type, local_ip, mac, host_name,
          agent_version, is_reduced, first_seen_at, last_seen_at)
        select distinct on (s.sha256) $1, s.sha256, $2, s.instance_id, s.account_id, s.region, s.provider, s.is_ec2_hardware, s.product_type,
          s.local_ip, s.mac, s.host_name, s.agent_version, s.is_reduced, s.first_seen_at, s.last_seen_at
        from reconcile_sensor as s where s.sha256 is not null
        on conflict (org_id, sha256) do update set
          version = excluded.version, instance_id = excluded.instance_id, account_id = excluded.account_id, region = excluded.region,
          provider = excluded.provider, is_ec2_hardware = excluded.is_ec2_hardware, product_type = excluded.product_type,
          local_ip = excluded.local_ip, mac = excluded.mac, host_name = excluded.host_name, agent_version = excluded.agent_version,
          is_reduced = excluded.is_reduced, first_seen_at = excluded.first_seen_at, last_seen_at = excluded.last_seen_at
        """;

    public static void AddTo(NpgsqlBatch batch, OrganizationId organization) => batch.Add(Keep, organization.Value, SensorFactVersion.Facts);
}
