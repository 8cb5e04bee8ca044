-- One row is a name at Cloudflare behind which an unencrypted database answers: by itself, or to the hosts that the name leads to.
-- question: Which unencrypted RDS databases stand behind names at Cloudflare?
-- sources: cloudflare_dns_record, aws_rds_instance, aws_elbv2_load_balancer, aws_elbv2_target_group, aws_elb_load_balancer, aws_ec2_instance, aws_ec2_network_interface, aws_ec2_security_group
-- column name text: The name; null where a whole collection is not known.
-- column is_proxied boolean: Whether Cloudflare stands in front of it.
-- column leads_to text: What the name answers, after names that lead to names.
-- column via text: direct: the name is the database's own; application: hosts behind the name reach it on its port.
-- column host_id text: The host between them; null where there is none.
-- column account_id text: The account of the database.
-- column region text: The region of the database.
-- column database text: The database.
-- column engine text: Its engine.
-- column is_public boolean: Whether the database itself has a public address.
-- column answer text: yes, or unknown.
-- column why text: What is not known.
-- column as_of timestamptz: When names were collected.
-- column coverage text: How many of the collections that this stands on are known.
with recursive name as (
  select r.account_id, lower(r.name) as name, r.is_proxied, lower(rtrim(r.content, '.')) as target, r.sealed_at
  from source.cloudflare_dns_record as r where r.type in ('A', 'AAAA', 'CNAME')),
led as (
  select n.name, n.is_proxied, n.target, n.sealed_at, 0 as steps from name as n
  union
  select l.name, l.is_proxied, n.target, l.sealed_at, l.steps + 1 from led as l join name as n on n.name = l.target where l.steps < 8),
final as materialized (select distinct l.name, l.is_proxied, l.target, l.sealed_at from led as l where not exists (select from name as n where n.name = l.target)),
database as materialized (
  select d.account_id, d.region, d.instance_id, d.arn, d.engine, lower(d.endpoint) as endpoint, d.port, d.is_public, d.is_encrypted
  from source.aws_rds_instance as d where d.is_encrypted is not true),
behind as (
  select lower(b.dns_name) as target, t.id as host_id
  from source.aws_elbv2_load_balancer as b
  join source.aws_elbv2_target_group as g on g.account_id = b.account_id and g.region = b.region and b.arn = any (g.load_balancer_arns)
  cross join unnest(g.target_ids) as t (id)
  union
  select lower(c.dns_name), t.id from source.aws_elb_load_balancer as c cross join unnest(c.instance_ids) as t (id)
  union
  select host(i.public_ip), i.instance_id from source.aws_ec2_instance as i where i.public_ip is not null and i.state = 'running'
  union
  select lower(nullif(i.public_dns_name, '')), i.instance_id from source.aws_ec2_instance as i where i.public_ip is not null and i.state = 'running'),
analysis as (select a.is_newest from raposa_views.network_analysis() as a),
reached as (
  select distinct h.owner_id as host_id, d.account_id, d.region, d.instance_id, r.is_certain
  from database as d
  join network.member as m on m.owner_id in (d.instance_id, d.arn) and m.account_id is not distinct from d.account_id
  join network.reachability as r on r.to_class = m.class and r.protocol in (6, -1) and (r.protocol = -1 or (r.from_port <= d.port and r.to_port >= d.port))
  join network.member as h on h.class = r.from_class
  where (select a.is_newest from analysis as a)),
found as (
  select f.name, f.is_proxied, f.target, 'direct' as via, null as host_id, d.account_id, d.region, d.instance_id, d.engine, d.is_public, d.is_encrypted, true as is_certain, f.sealed_at
  from final as f join database as d on d.endpoint = f.target
  union all
  select f.name, f.is_proxied, f.target, 'application', b.host_id, d.account_id, d.region, d.instance_id, d.engine, d.is_public, d.is_encrypted, bool_or(r.is_certain), f.sealed_at
  from final as f
  join behind as b on b.target = f.target
  join reached as r on r.host_id = b.host_id
  join database as d on d.account_id = r.account_id and d.region = r.region and d.instance_id = r.instance_id
  group by f.name, f.is_proxied, f.target, b.host_id, d.account_id, d.region, d.instance_id, d.engine, d.is_public, d.is_encrypted, f.sealed_at),
wanted (sources) as (values (array[
  'cloudflare_dns_record', 'aws_rds_instance', 'aws_elbv2_load_balancer', 'aws_elbv2_target_group', 'aws_elb_load_balancer', 'aws_ec2_instance',
  'aws_ec2_network_interface', 'aws_ec2_security_group'])),
coverage as (select raposa_views.coverage_of(w.sources) as words from wanted as w)
select f.name, f.is_proxied, f.target as leads_to, f.via, f.host_id, f.account_id, f.region, f.instance_id as database, f.engine, f.is_public,
  case when f.is_encrypted is false and f.is_certain then 'yes' else 'unknown' end as answer,
  case when f.is_encrypted is null then 'RDS does not say whether it is encrypted.' when not f.is_certain then 'Whether the host reaches it hangs on what was not collected.' end as why,
  f.sealed_at as as_of, coverage.words as coverage
from found as f cross join coverage
union all
select null, null, null, null, null, k.account_id, k.region, null, null, null, 'unknown', k.why, k.as_of, coverage.words
from wanted as w cross join lateral raposa_views.not_known(w.sources) as k cross join coverage
union all
select null, null, null, null, null, null, null, null, null, null, 'unknown', 'What reaches databases through applications is kept of the newest analysis of the network alone.', null, coverage.words
from coverage where raposa.current_org() is not null and not coalesce((select a.is_newest from analysis as a), false)
