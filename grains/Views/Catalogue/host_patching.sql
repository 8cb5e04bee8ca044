-- One row is a live host and what Inspector sees to mend on it.
-- question: How well is each live host patched?
-- sources: aws_ec2_instance, aws_inspector2_coverage, aws_inspector2_finding
-- column account_id text: The account.
-- column region text: The region.
-- column instance_id text: The instance; null where a whole collection is not known.
-- column name text: Its name tag.
-- column role text: Its role, by its tags.
-- column environment text: Its environment, by its tags.
-- column critical bigint: Open weaknesses of packages of critical severity.
-- column high bigint: Of high severity.
-- column other bigint: Of any other severity.
-- column fixable bigint: Of all of them those for which there is a fix.
-- column exploited bigint: Of all of them those for which an exploit is known.
-- column oldest_days int: Days since the oldest of them was first seen.
-- column scanned_at timestamptz: When Inspector last looked.
-- column answer text: yes if nothing is to be mended, no if something is, unknown if Inspector does not look inside it.
-- column why text: What is not known.
-- column as_of timestamptz: When Inspector's coverage was collected.
-- column coverage text: How many of the collections that this stands on are known.
with weakness as (
  select f.account_id, r.id as instance_id, count(*) filter (where f.severity = 'CRITICAL') as critical, count(*) filter (where f.severity = 'HIGH') as high,
    count(*) filter (where f.severity not in ('CRITICAL', 'HIGH')) as other, count(*) filter (where f.fix_available in ('YES', 'PARTIAL')) as fixable,
    count(*) filter (where f.exploit_available = 'YES') as exploited, min(f.first_seen_at) as oldest_at, max(f.sealed_at) as sealed_at
  from source.aws_inspector2_finding as f cross join unnest(f.resource_ids) as r (id)
  where f.status = 'ACTIVE' and f.type = 'PACKAGE_VULNERABILITY' and r.id like 'i-%'
  group by f.account_id, r.id),
scan as (
  select c.collected_account_id as account_id, c.resource_id as instance_id, bool_or(c.status = 'ACTIVE') as is_scanned, max(c.last_scanned_at) as scanned_at,
    string_agg(c.reason, ', ') filter (where c.status <> 'ACTIVE') as reason, max(c.sealed_at) as sealed_at
  from source.aws_inspector2_coverage as c where c.scan_type = 'PACKAGE'
  group by c.collected_account_id, c.resource_id),
coverage as (select raposa_views.coverage_of(array['aws_ec2_instance', 'aws_inspector2_coverage', 'aws_inspector2_finding']) as words)
select h.account_id, h.region, h.instance_id, h.name, h.role, h.environment, coalesce(w.critical, s.none) as critical, coalesce(w.high, s.none) as high,
  coalesce(w.other, s.none) as other, coalesce(w.fixable, s.none) as fixable, coalesce(w.exploited, s.none) as exploited,
  extract(day from raposa.as_of() - w.oldest_at)::int as oldest_days, s.scanned_at,
  case when w.instance_id is not null then 'no' when s.none = 0 then 'yes' else 'unknown' end as answer,
  case when w.instance_id is null and s.none is null then coalesce('Inspector does not look inside it: ' || s.reason, 'Inspector does not know it.') end as why,
  coalesce(s.sealed_at, w.sealed_at) as as_of, coverage.words as coverage
from raposa_views.live_hosts() as h
cross join coverage
left join (select c.*, case when c.is_scanned then 0 end as none from scan as c) as s on s.account_id = h.account_id and s.instance_id = h.instance_id
left join weakness as w on w.account_id = h.account_id and w.instance_id = h.instance_id
union all
select k.account_id, k.region, null, null, null, null, null, null, null, null, null, null, null, 'unknown', k.why, k.as_of, coverage.words
from raposa_views.not_known(array['aws_ec2_instance', 'aws_inspector2_coverage', 'aws_inspector2_finding']) as k cross join coverage
