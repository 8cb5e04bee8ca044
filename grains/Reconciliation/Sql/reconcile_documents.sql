-- The facts of the records whose document no run has read yet. $1 organization; $2 version of the documents' columns that they are read
-- from. What keeps its hash is kept for the runs to come.
update reconcile_sensor as s
set
  instance_id = nullif(r.instance_id, ''),
  account_id = nullif(r.account_id, ''),
  region = (regexp_match(r.zone, '^([a-z]{2}(?:-[a-z]+)+-[0-9]+)(?:[a-z]$|-)'))[1],
  provider = nullif(r.service_provider, ''),
  is_ec2_hardware = case
    when r.serial_number ilike 'ec2%' then true
    -- The maker is no column. It is asked for only where it decides.
    when d.body ->> 'system_manufacturer' ilike 'Amazon%' then true
    when coalesce(r.serial_number, '') = '' and coalesce(d.body ->> 'system_manufacturer', '') = '' then null
    else false
  end,
  product_type = nullif(r.product_type, ''),
  local_ip = nullif(r.local_ip, ''),
  mac = nullif(lower(replace(r.mac_address, '-', ':')), ''),
  host_name = nullif(lower(r.hostname), ''),
  agent_version = nullif(r.agent_version, ''),
  is_reduced = lower(r.reduced_functionality) is not distinct from 'yes',
  first_seen_at = coalesce(r.first_seen_at, '0001-01-01Z'),
  last_seen_at = coalesce(r.last_seen_at, '0001-01-01Z'),
  -- Columns of an older declaration are read, and not kept: they are made anew when the record is seen again.
  sha256 = case when d.columns_version = $2 then d.sha256 end
from inventory.document as d
cross join lateral jsonb_to_record(d.columns) as r (
  instance_id text, account_id text, zone text, service_provider text, serial_number text, product_type text, local_ip text,
  mac_address text, hostname text, agent_version text, reduced_functionality text, first_seen_at timestamptz, last_seen_at timestamptz)
where d.org_id = $1 and d.source = 'crowdstrike_host' and d.sha256 = s.sha256
  -- Asked once, before anything is joined: most runs have nothing to read.
  and (select exists (select from reconcile_sensor where sha256 is not null))
