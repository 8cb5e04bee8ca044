-- One row is a resource that people ask for by its name, with what stands open on it: at most 2,000, those that have most to tell first.
-- question: Which running hosts, databases, buckets, load balancers, users and roles have most to tell: open findings, ways from the internet, names in DNS?
-- sources: aws_ec2_instance, aws_rds_instance, aws_s3_bucket, aws_elbv2_load_balancer, aws_elb_load_balancer, aws_iam_user, aws_iam_role
-- order: rank
-- column rank bigint: By the worst open finding, then by whether the internet reaches it, then by whether a name leads to it; hosts and databases before the rest.
-- column kind text: EC2 instance, RDS database, S3 bucket, load balancer, IAM user or IAM role.
-- column account_id text: The account; null where a whole collection is not known.
-- column region text: The region; null for what has none.
-- column resource text: Its id, its name, or its ARN: the key in its source.
-- column arn text: Its ARN.
-- column name text: Its name; of an instance its name tag.
-- column details text: What its source says of it: state, size, engine, addresses.
-- column tags text: Its tags; a personal value that was replaced is a digest.
-- column made_at timestamptz: When it was made or started; else when its document was first seen.
-- column sensor text: Of an instance what it counts as: matched, unprotected or unknown.
-- column is_exposed boolean: Whether the internet reaches it by the newest analysis of the network.
-- column ports text: What the internet reaches on it: protocol number and ports.
-- column dns_names text: Names in DNS that lead to it.
-- column open_findings bigint: Findings that stood open on it.
-- column severity text: Of the worst of them.
-- column findings text: Their titles, the worst first, at most ten.
-- column answer text: yes, or unknown.
-- column why text: What is not known.
-- column as_of timestamptz: When it was collected.
-- column coverage text: How many of the collections that this stands on are known.
with resource as materialized (
  select 1 as weight, 'EC2 instance' as kind, i.account_id, i.region, i.resource_key as resource,
    format('arn:%s:ec2:%s:%s:instance/%s', case when i.region like 'cn-%' then 'aws-cn' when i.region like 'us-gov-%' then 'aws-us-gov' else 'aws' end, i.region, i.account_id, i.resource_key) as arn,
    raposa_views.text_of(i.tags -> 'Name') as name, null::text as unique_name,
    concat_ws(', ', i.state, i.instance_type, i.platform, 'VPC ' || i.vpc_id, 'private address ' || host(i.private_ip), 'public address ' || host(i.public_ip),
      'security groups ' || array_to_string(i.security_group_ids, ' '), 'instance profile ' || i.instance_profile_arn) as details,
    i.tags, coalesce(i.launched_at, i.learned_at) as made_at, i.sealed_at
  from source.aws_ec2_instance as i where i.state = 'running'
  union all
  select 2, 'RDS database', d.account_id, d.region, d.resource_key, d.arn, d.resource_key, d.resource_key,
    concat_ws(', ', d.status, d.engine || ' ' || d.engine_version, d.instance_class, 'endpoint ' || d.endpoint, case d.is_public when true then 'publicly accessible' when false then 'not publicly accessible' end,
      case d.is_encrypted when true then 'encrypted' when false then 'not encrypted' end, 'VPC ' || d.vpc_id),
    d.tags, coalesce(d.created_at, d.learned_at), d.sealed_at
  from source.aws_rds_instance as d
  union all
  select 3, 'load balancer', b.account_id, b.region, b.resource_key, b.arn, b.name, b.name, concat_ws(', ', b.type, b.state, b.scheme, 'called ' || b.dns_name, 'VPC ' || b.vpc_id),
    (select jsonb_object_agg(t ->> 'Key', t -> 'Value') from jsonb_path_query(b.tags, '$[*][*] ? (exists (@.Key))') as t), coalesce(b.created_at, b.learned_at), b.sealed_at
  from source.aws_elbv2_load_balancer as b
  union all
  select 3, 'load balancer', c.account_id, c.region, c.resource_key, null, c.name, c.name, concat_ws(', ', 'classic', c.scheme, 'called ' || c.dns_name, 'VPC ' || c.vpc_id),
    (select jsonb_object_agg(t ->> 'Key', t -> 'Value') from jsonb_path_query(c.tags, '$[*][*] ? (exists (@.Key))') as t), coalesce(c.created_at, c.learned_at), c.sealed_at
  from source.aws_elb_load_balancer as c
  union all
  select 4, 'S3 bucket', s.account_id, coalesce(s.region, 'us-east-1'), s.resource_key, 'arn:aws:s3:::' || s.resource_key, s.resource_key, s.resource_key,
    concat_ws(', ', 'versioning ' || s.versioning, 'encryption ' || array_to_string(s.encryption, ' '), case s.has_public_policy when true then 'its policy is public' when false then 'its policy is not public' end),
    s.tags, coalesce(s.created_at, s.learned_at), s.sealed_at
  from source.aws_s3_bucket as s
  union all
  select 5, 'IAM user', u.account_id, null, u.resource_key, u.arn, u.name, u.name,
    concat_ws(', ', 'groups ' || nullif(array_to_string(u.groups, ' '), ''), 'policies ' || nullif(array_to_string(u.attached_policy_arns, ' '), '')), u.tags, coalesce(u.created_at, u.learned_at), u.sealed_at
  from source.aws_iam_user as u
  union all
  select 6, 'IAM role', r.account_id, null, r.resource_key, r.arn, r.name, r.name,
    concat_ws(', ', 'policies ' || nullif(array_to_string(r.attached_policy_arns, ' '), '')), r.tags, coalesce(r.created_at, r.learned_at), r.sealed_at
  from source.aws_iam_role as r where r.path not like '/aws-service-role/%'),
called as materialized (
  select distinct r.kind, r.account_id, r.region, r.resource, n.name from resource as r cross join unnest(array[r.resource, r.arn, r.unique_name]) as n (name) where n.name is not null),
open_finding as (
  select f.account_id, f.region, case when f.subject ~ '/i-[0-9a-f]+$' then regexp_replace(f.subject, '^.*/', '') else f.subject end as subject, f.severity, f.title
  from findings.finding as f
  where f.first_seen_at <= raposa.as_of() and (f.status = 1 or f.resolved_at > raposa.as_of())),
found as (
  select c.kind, c.account_id, c.region, c.resource, count(*) as open_findings, max(f.severity) as severity,
    array_to_string((array_agg(f.title order by f.severity desc, f.title))[1:10], '; ') as findings
  from called as c
  join open_finding as f on f.subject = c.name and (f.account_id is null or f.account_id = c.account_id) and (f.region is null or c.region is null or f.region = c.region)
  group by c.kind, c.account_id, c.region, c.resource),
exposed as (
  select c.kind, c.account_id, c.region, c.resource, string_agg(distinct format('%s/%s', case e.protocol when 6 then 'tcp' when 17 then 'udp' when -1 then 'all' else e.protocol::text end,
    case when e.from_port = e.to_port then e.from_port::text else e.from_port || '-' || e.to_port end), ', ') as ports
  from raposa_views.network_analysis() as a
  join network.exposure as e on e.analysis_id = a.analysis_id
  join called as c on c.name = e.owner_id and (e.account_id is null or e.account_id = c.account_id)
  where e.is_certain
  group by c.kind, c.account_id, c.region, c.resource),
led as (
  select c.kind, c.account_id, c.region, c.resource, array_to_string((array_agg(distinct n.name))[1:10], ', ') as dns_names
  from dns.name as n cross join unnest(n.resources) as behind (id)
  join called as c on c.name = behind.id
  where n.since <= raposa.as_of() and (n.until is null or n.until > raposa.as_of())
  group by c.kind, c.account_id, c.region, c.resource),
coverage as (
  select raposa_views.coverage_of(array[
    'aws_ec2_instance', 'aws_rds_instance', 'aws_s3_bucket', 'aws_elbv2_load_balancer', 'aws_elb_load_balancer', 'aws_iam_user', 'aws_iam_role']) as words),
ranked as (
  select row_number() over (
      order by coalesce(f.severity, 0) desc, (e.resource is not null) desc, (l.resource is not null) desc, r.weight, r.account_id, r.resource, r.region) as rank,
    r.*, e.resource is not null as is_exposed, e.ports, l.dns_names, coalesce(f.open_findings, 0) as open_findings, f.severity, f.findings
  from resource as r
  left join found as f on f.kind = r.kind and f.account_id = r.account_id and f.resource = r.resource and f.region is not distinct from r.region
  left join exposed as e on e.kind = r.kind and e.account_id = r.account_id and e.resource = r.resource and e.region is not distinct from r.region
  left join led as l on l.kind = r.kind and l.account_id = r.account_id and l.resource = r.resource and l.region is not distinct from r.region)
select r.rank, r.kind, r.account_id, r.region, r.resource, r.arn, r.name, r.details,
  (select string_agg(t.key || '=' || coalesce(raposa_views.text_of(t.value), ''), ', ' order by t.key) from jsonb_each(case jsonb_typeof(r.tags) when 'object' then r.tags end) as t) as tags,
  r.made_at, h.class as sensor, r.is_exposed, r.ports, r.dns_names, r.open_findings, raposa_views.severity_of(r.severity) as severity, r.findings,
  'yes' as answer, null::text as why, r.sealed_at as as_of, c.words as coverage
from ranked as r
cross join coverage as c
left join raposa_views.live_hosts() as h on h.instance_id = r.resource and h.account_id = r.account_id
where r.rank <= 2000
union all
select null, null, k.account_id, k.region, null, null, null, null, null, null, null, null, null, null, null, null, null, 'unknown', k.why, k.as_of, c.words
from raposa_views.not_known(array[
  'aws_ec2_instance', 'aws_rds_instance', 'aws_s3_bucket', 'aws_elbv2_load_balancer', 'aws_elb_load_balancer', 'aws_iam_user', 'aws_iam_role']) as k cross join coverage as c
