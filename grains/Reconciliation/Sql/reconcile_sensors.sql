-- Every sensor's record of the snapshots that are read, as facts: as a run before read them of the same document, or anew. $1
-- organization; $2 chains, $3 their sequences, $4 tenants, $5 when they were sealed, $6 since when a record that is missing from the
-- newest snapshot still counts; $7 version of the facts, $8 of the documents' columns that they are read from.
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
select s.tenant, s.resource_key, f.instance_id, f.account_id, f.region, f.provider, f.is_ec2_hardware, f.product_type, f.local_ip, f.mac,
  f.host_name, f.agent_version, f.is_reduced, f.first_seen_at, f.last_seen_at, s.read_at, s.is_remembered, f.sha256
from seen as s
left join reconciliation.sensor_fact as k on k.org_id = $1 and k.sha256 = s.sha256 and k.version = $7
cross join lateral (
  select k.instance_id, k.account_id, k.region, k.provider, k.is_ec2_hardware, k.product_type, k.local_ip, k.mac, k.host_name,
    k.agent_version, k.is_reduced, k.first_seen_at, k.last_seen_at, null::bytea as sha256
  where k.sha256 is not null
  union all
  select nullif(r.instance_id, ''), nullif(r.account_id, ''),
    (regexp_match(r.zone, '^([a-z]{2}(?:-[a-z]+)+-[0-9]+)(?:[a-z]$|-)'))[1],
    nullif(r.service_provider, ''),
    case
      when r.serial_number ilike 'ec2%' then true
      -- The maker is no column. It is asked for only where it decides.
      when d.body ->> 'system_manufacturer' ilike 'Amazon%' then true
      when coalesce(r.serial_number, '') = '' and coalesce(d.body ->> 'system_manufacturer', '') = '' then null
      else false
    end,
    nullif(r.product_type, ''), nullif(r.local_ip, ''), nullif(lower(replace(r.mac_address, '-', ':')), ''), nullif(lower(r.hostname), ''),
    nullif(r.agent_version, ''), lower(r.reduced_functionality) is not distinct from 'yes',
    coalesce(r.first_seen_at, '0001-01-01Z'), coalesce(r.last_seen_at, '0001-01-01Z'),
    -- Columns of an older declaration are read, and not kept: they are made anew when the record is seen again.
    case when d.columns_version = $8 then d.sha256 end
  from inventory.document as d
  cross join lateral jsonb_to_record(d.columns) as r (
    instance_id text, account_id text, zone text, service_provider text, serial_number text, product_type text, local_ip text,
    mac_address text, hostname text, agent_version text, reduced_functionality text, first_seen_at timestamptz, last_seen_at timestamptz)
  where k.sha256 is null and d.org_id = $1 and d.source = 'crowdstrike_host' and d.sha256 = s.sha256) as f
