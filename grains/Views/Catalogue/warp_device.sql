-- One row is a machine with Cloudflare's WARP client that is in use.
-- question: Which WARP devices are there, are their clients up to date, and do the laptops among them have a sensor?
-- sources: cloudflare_device, crowdstrike_host
-- column account_id text: The Cloudflare account.
-- column device_id text: The device; null where a whole collection is not known.
-- column name text: The name the machine gives itself.
-- column person text: Who was last seen on it, or the digest of whom where personal values are replaced.
-- column device_type text: windows, mac, linux, ios, android or chromeos.
-- column client_version text: The version of its client.
-- column newest_version text: The newest version that any of the devices of its type runs.
-- column is_current boolean: Whether it runs that one.
-- column last_seen_at timestamptz: When it was last seen.
-- column days_silent int: Whole days since then.
-- column sensor_id text: The Falcon sensor on the machine with the same serial number; null for none.
-- column answer text: yes if it was seen within 30 days and its client is current, no if not, or unknown.
-- column why text: Why not, or what is not known.
-- column as_of timestamptz: When devices were collected.
-- column coverage text: How many of the collections that this stands on are known.
with device as (
  select d.*, raposa_views.text_of(d.document -> 'last_seen_user' -> 'email') as person,
    max(string_to_array(substring(d.client_version from '^[0-9.]*[0-9]'), '.')::int[]) over (partition by d.account_id, d.device_type) as newest,
    string_to_array(substring(d.client_version from '^[0-9.]*[0-9]'), '.')::int[] as version
  from source.cloudflare_device as d where d.deleted_at is null and coalesce(d.active_registrations, 1) > 0),
coverage as (select raposa_views.coverage_of(array['cloudflare_device', 'crowdstrike_host']) as words)
select d.account_id, d.device_id, d.name, d.person, d.device_type, d.client_version, array_to_string(d.newest, '.') as newest_version, d.version = d.newest as is_current,
  d.last_seen_at, extract(day from raposa.as_of() - d.last_seen_at)::int as days_silent, h.device_id as sensor_id,
  case when d.last_seen_at is null or d.version is null then 'unknown' when d.last_seen_at < raposa.as_of() - interval '30 days' or d.version <> d.newest then 'no' else 'yes' end as answer,
  case when d.last_seen_at is null or d.version is null then 'Cloudflare does not say when it was seen, or with what.'
    when d.last_seen_at < raposa.as_of() - interval '30 days' then 'It was not seen for 30 days.' when d.version <> d.newest then 'Its client is not the newest.' end as why,
  d.sealed_at as as_of, coverage.words as coverage
from device as d
cross join coverage
left join (
  select s.serial_number, min(s.device_id) as device_id from source.crowdstrike_host as s
  where s.serial_number is not null and s.product_type = 'Workstation' group by s.serial_number) as h on h.serial_number = d.serial_number
union all
select k.account_id, null, null, null, null, null, null, null, null, null, null, 'unknown', k.why, k.as_of, coverage.words
from raposa_views.not_known(array['cloudflare_device', 'crowdstrike_host']) as k cross join coverage
