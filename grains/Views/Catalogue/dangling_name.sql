-- One row is a name at Cloudflare that leads to something of ours in AWS that is not there, so that somebody else may make it.
-- question: Which names lead to a load balancer, bucket, database or host that is gone?
-- sources: cloudflare_dns_record, aws_elbv2_load_balancer, aws_elb_load_balancer, aws_s3_bucket, aws_cloudfront_distribution, aws_rds_instance
-- column account_id text: The Cloudflare account.
-- column name text: The name; null where a whole collection is not known.
-- column type text: A, AAAA or CNAME.
-- column leads_to text: What it answers.
-- column kind text: load balancer, bucket, distribution or database.
-- column is_proxied boolean: Whether Cloudflare stands in front of it.
-- column changed_at timestamptz: When the record last changed.
-- column answer text: yes if nothing of the kind is there and all of the kind is known; else unknown.
-- column why text: What is not known.
-- column as_of timestamptz: When names were collected.
-- column coverage text: How many of the collections that this stands on are known.
with record as (
  select r.account_id, r.name, r.type, lower(rtrim(r.content, '.')) as target, r.is_proxied, r.changed_at, r.sealed_at
  from source.cloudflare_dns_record as r where r.type = 'CNAME' and r.content ilike any (array['%.amazonaws.com', '%.amazonaws.com.', '%.cloudfront.net', '%.cloudfront.net.'])),
judged as (
  select r.*,
    case when r.target like '%.elb.%' or r.target like '%.elb.amazonaws.com' then 'load balancer' when r.target like '%.rds.amazonaws.com' then 'database'
      when r.target like '%.cloudfront.net' then 'distribution' when r.target ~ '\.s3[.-]' then 'bucket' end as kind
  from record as r),
there as (
  select 'load balancer' as kind, lower(b.dns_name) as target from source.aws_elbv2_load_balancer as b
  union all select 'load balancer', lower(c.dns_name) from source.aws_elb_load_balancer as c
  union all select 'database', lower(d.endpoint) from source.aws_rds_instance as d
  union all select 'distribution', lower(f.domain_name) from source.aws_cloudfront_distribution as f),
bucket as (select b.resource_key as name from source.aws_s3_bucket as b),
complete as (
  select k.kind, not exists (select from raposa_views.not_known(k.sources)) as is_known
  from (values ('load balancer', array['aws_elbv2_load_balancer', 'aws_elb_load_balancer']), ('database', array['aws_rds_instance']),
    ('distribution', array['aws_cloudfront_distribution']), ('bucket', array['aws_s3_bucket'])) as k (kind, sources)),
coverage as (
  select raposa_views.coverage_of(array[
    'cloudflare_dns_record', 'aws_elbv2_load_balancer', 'aws_elb_load_balancer', 'aws_s3_bucket', 'aws_cloudfront_distribution', 'aws_rds_instance']) as words)
select j.account_id, j.name, j.type, j.target as leads_to, j.kind, j.is_proxied, j.changed_at,
  case when c.is_known then 'yes' else 'unknown' end as answer, case when not c.is_known then 'Not all of its kind is known: it may be one that was not seen.' end as why,
  j.sealed_at as as_of, coverage.words as coverage
from judged as j
join complete as c on c.kind = j.kind
cross join coverage
where not exists (select from there as t where t.kind = j.kind and j.target in (t.target, 'dualstack.' || t.target))
  and not (j.kind = 'bucket' and exists (select from bucket as b where b.name = regexp_replace(j.target, '\.s3[.-].*$', '')))
union all
select k.account_id, null, null, null, null, null, null, 'unknown', k.why, k.as_of, coverage.words
from raposa_views.not_known(array[
  'cloudflare_dns_record', 'aws_elbv2_load_balancer', 'aws_elb_load_balancer', 'aws_s3_bucket', 'aws_cloudfront_distribution', 'aws_rds_instance']) as k
cross join coverage
