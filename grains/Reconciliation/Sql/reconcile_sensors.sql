-- Every sensor's record of the snapshots that are read, with the facts that a run before read of the same document; where there are
-- none, with the document's hash alone. $1 organization; $2 chains, $3 their sequences, $4 tenants, $5 when they were sealed, $6 since
-- when a record that is missing from the newest snapshot still counts; $7 version of the facts.
insert into reconcile_sensor
with chain as (
  select * from unnest($2::bigint[], $3::int[], $4::text[], $5::timestamptz[]) as c (chain_id, sequence, tenant, read_at)
), seen as (
  select c.tenant, c.read_at, o.resource_key, o.sha256, false as is_remembered
  from chain as c
  join inventory.observation as o on o.org_id = $1 and o.chain_id = c.chain_id and o.first_seq <= c.sequence and o.last_seq >= c.sequence
  union all
  -- What ended just before a snapshot that something was missing from, and did not come again.
  select c.tenant, c.read_at, o.resource_key, o.sha256, true
  from chain as c
  cross join lateral (
    select lag(s.sequence) over (order by s.sequence) as before, s.removed
    from inventory.snapshot as s
    where s.org_id = $1 and s.chain_id = c.chain_id and s.status = 2 and s.sequence <= c.sequence and s.closed_at >= $6) as s
  join inventory.observation as o on o.org_id = $1 and o.chain_id = c.chain_id and o.last_seq = s.before
  where s.removed > 0 and not exists (
    select from inventory.observation as n
    where n.org_id = $1 and n.chain_id = c.chain_id and n.resource_key = o.resource_key
      and n.first_seq > o.last_seq and n.first_seq <= c.sequence)
)
select s.tenant, s.resource_key, k.instance_id, k.account_id, k.region, k.provider, k.is_ec2_hardware, k.product_type, k.local_ip, k.mac,
  k.host_name, k.agent_version, k.is_reduced, k.first_seen_at, k.last_seen_at, s.read_at, s.is_remembered,
  case when k.sha256 is null then s.sha256 end
from seen as s
left join reconciliation.sensor_fact as k on k.org_id = $1 and k.sha256 = s.sha256 and k.version = $7
