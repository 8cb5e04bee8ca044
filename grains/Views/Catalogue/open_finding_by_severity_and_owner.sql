-- One row is a severity and an owner, and how many findings were open.
-- question: How many findings are open, how grave, and whose are they?
-- sources: aws_ec2_instance, aws_s3_bucket, aws_rds_instance
-- column severity text: informational, low, medium, high or critical.
-- column owner text: Whose the thing is by its tags, or whom the check names; null if nothing says.
-- column kind text: What says so: posture, reconciliation, network, cost, vendor and so on.
-- column open bigint: Findings that were open.
-- column of_open numeric: All that were open: the denominator.
-- column oldest_at timestamptz: When the oldest of them was first seen.
-- column newest_at timestamptz: When the newest of them was first seen.
-- column answer text: yes.
-- column why text: What is not known.
-- column as_of timestamptz: The time asked about.
-- column coverage text: How many of the collections that owners are read from are known.
with owned as (
  select i.resource_key as resource, raposa_views.owner_of(i.tags) as owner from source.aws_ec2_instance as i
  union all select b.resource_key, raposa_views.owner_of(b.tags) from source.aws_s3_bucket as b
  union all select d.resource_key, raposa_views.owner_of(d.tags) from source.aws_rds_instance as d),
owner as (select o.resource, min(o.owner) as owner from owned as o where o.owner is not null group by o.resource)
select raposa_views.severity_of(c.severity) as severity, coalesce(o.owner, f.evidence ->> 'owner') as owner, split_part(f.kind, '.', 1) as kind, count(*) as open,
  sum(count(*)) over () as of_open, min(f.first_seen_at) as oldest_at, max(f.first_seen_at) as newest_at, 'yes' as answer, null::text as why, raposa.as_of() as as_of,
  (select raposa_views.coverage_of(array['aws_ec2_instance', 'aws_s3_bucket', 'aws_rds_instance'])) as coverage
from findings.finding as f
cross join lateral (
  select h.change, h.severity from findings.finding_change as h
  where h.org_id = f.org_id and h.finding_id = f.finding_id and h.at <= raposa.as_of() order by h.change_id desc limit 1) as c
left join owner as o on o.resource = f.subject
where f.first_seen_at <= raposa.as_of() and c.change <> 3
group by c.severity, coalesce(o.owner, f.evidence ->> 'owner'), split_part(f.kind, '.', 1)
union all
select null, null, null, null, null, null, null, 'unknown', 'Nothing was analyzed by then.', raposa.as_of(), raposa_views.coverage_of(array['aws_ec2_instance', 'aws_s3_bucket', 'aws_rds_instance'])
where raposa.current_org() is not null and not exists (select from inventory.analysis as a where a.as_of <= raposa.as_of())
