-- One row is a live production host with open Inspector findings of high or critical severity and without a working sensor.
-- question: Which production hosts have HIGH or CRITICAL Inspector findings and no live sensor?
-- sources: aws_ec2_instance, aws_ec2_network_interface, crowdstrike_host, aws_inspector2_finding
-- column account_id text: The account.
-- column region text: The region.
-- column instance_id text: The instance; null where a whole collection is not known.
-- column name text: Its name tag.
-- column role text: Its role, by its tags.
-- column environment text: Its environment, by its tags; null if it has none, and then it may be production.
-- column reason text: Why it counts as unprotected.
-- column critical bigint: Open findings of critical severity.
-- column high bigint: Open findings of high severity.
-- column weaknesses text: What they are, such as CVE numbers.
-- column oldest_at timestamptz: When the oldest of them was first seen.
-- column answer text: yes, or unknown.
-- column why text: What is not known.
-- column as_of timestamptz: When the findings were collected, or the run.
-- column coverage text: How many hosts are live, and how many collections of findings are known.
select h.account_id, h.region, h.instance_id, h.name, h.role, h.environment, h.reason,
  count(*) filter (where f.severity = 'CRITICAL') as critical, count(*) filter (where f.severity = 'HIGH') as high,
  string_agg(distinct f.vulnerability_id, ', ' order by f.vulnerability_id) as weaknesses, min(f.first_seen_at) as oldest_at,
  case when h.class = 'unprotected' and h.is_production then 'yes' else 'unknown' end as answer,
  case when h.class = 'unknown' then 'Whether it has a sensor is not known.' when h.is_production is null then 'No tag says which environment it is of.' end as why,
  max(f.sealed_at) as as_of,
  (select r.coverage || '; findings: ' || raposa_views.coverage_of(array['aws_inspector2_finding']) from raposa_views.reconciled() as r) as coverage
from raposa_views.live_hosts() as h
join (
  select i.severity, i.vulnerability_id, i.first_seen_at, i.sealed_at, named.id
  from source.aws_inspector2_finding as i cross join unnest(i.resource_ids) as named (id)
  where i.status = 'ACTIVE' and i.severity in ('HIGH', 'CRITICAL')) as f on f.id = h.instance_id
where h.class in ('unprotected', 'unknown') and h.is_production is not false
group by h.account_id, h.region, h.instance_id, h.name, h.role, h.environment, h.reason, h.class, h.is_production
union all
select k.account_id, k.region, null, null, null, null, null, null, null, null, null, 'unknown', k.why, k.as_of,
  (select r.coverage || '; findings: ' || raposa_views.coverage_of(array['aws_inspector2_finding']) from raposa_views.reconciled() as r)
from raposa_views.not_known(array['aws_ec2_instance', 'aws_ec2_network_interface', 'crowdstrike_host', 'aws_inspector2_finding']) as k
