-- One row is a rule that lets everybody in to something of production: a security group's, in use or not.
-- question: Which production security groups let the whole internet in, on which ports, and who stands behind them?
-- sources: aws_ec2_security_group_rule, aws_ec2_security_group, aws_ec2_network_interface, aws_ec2_instance
-- column account_id text: The account.
-- column region text: The region.
-- column group_id text: The security group; null where a whole collection is not known.
-- column group_name text: Its name.
-- column rule_id text: The rule.
-- column protocol text: tcp, udp, icmp, a number, or -1 for all.
-- column from_port bigint: First port; -1 for all.
-- column to_port bigint: Last port; -1 for all.
-- column peer text: Who is let in: 0.0.0.0/0 or ::/0.
-- column description text: What its maker said it is for.
-- column interfaces bigint: Network interfaces that the group is on.
-- column hosts text: The live instances among them.
-- column is_certain boolean: Whether everything else on the way, subnets and routes, lets the internet through as well; null if no host is behind it.
-- column answer text: yes, or unknown where no tag says which environment it is of.
-- column why text: What is not known.
-- column as_of timestamptz: When the rules were collected.
-- column coverage text: How many of the collections that this stands on are known.
with production as (
  select h.account_id, count(*) filter (where h.is_production) as yes, count(*) filter (where h.is_production is false) as no
  from raposa_views.live_hosts() as h group by h.account_id),
behind as (
  select n.account_id, n.region, g.id as group_id, count(*) as interfaces, string_agg(distinct n.instance_id, ', ' order by n.instance_id) as hosts,
    array_agg(n.instance_id) as instance_ids
  from source.aws_ec2_network_interface as n cross join unnest(n.security_group_ids) as g (id)
  group by n.account_id, n.region, g.id),
coverage as (
  select raposa_views.coverage_of(array['aws_ec2_security_group_rule', 'aws_ec2_security_group', 'aws_ec2_network_interface', 'aws_ec2_instance']) as words)
select r.account_id, r.region, r.group_id, g.name as group_name, r.rule_id, r.protocol, r.from_port, r.to_port,
  coalesce(r.cidr_ipv4, r.cidr_ipv6) as peer, nullif(r.description, '') as description, coalesce(b.interfaces, 0) as interfaces, b.hosts,
  (select bool_or(e.is_certain) from network.exposure as e
   where e.analysis_id = (select a.analysis_id from raposa_views.network_analysis() as a) and e.owner_id = any (b.instance_ids)
     and e.is_everyone and (r.from_port = -1 or (e.from_port <= r.to_port and e.to_port >= r.from_port))) as is_certain,
  case when h.yes > 0 or p.yes > 0 then 'yes' else 'unknown' end as answer,
  case when coalesce(h.yes, 0) = 0 and coalesce(p.yes, 0) = 0 then 'No tag says which environment it is of.' end as why,
  r.sealed_at as as_of, coverage.words as coverage
from source.aws_ec2_security_group_rule as r
cross join coverage
left join source.aws_ec2_security_group as g on g.account_id = r.account_id and g.region = r.region and g.group_id = r.group_id
left join behind as b on b.account_id = r.account_id and b.region = r.region and b.group_id = r.group_id
left join production as p on p.account_id = r.account_id
left join lateral (
  select count(*) filter (where l.is_production) as yes, count(*) filter (where l.is_production is false) as no
  from raposa_views.live_hosts() as l where l.account_id = r.account_id and l.instance_id = any (b.instance_ids)) as h on true
where not r.is_egress and (r.cidr_ipv4 = '0.0.0.0/0' or r.cidr_ipv6 = '::/0')
  -- Behind it are hosts, and all of them are of another environment; or nobody is, and the account has others alone.
  and not (coalesce(h.yes, 0) = 0 and (h.no > 0 or (coalesce(p.yes, 0) = 0 and p.no > 0)))
union all
select k.account_id, k.region, null, null, null, null, null, null, null, null, null, null, null, 'unknown', k.why, k.as_of, coverage.words
from raposa_views.not_known(array['aws_ec2_security_group_rule', 'aws_ec2_security_group', 'aws_ec2_network_interface', 'aws_ec2_instance']) as k
cross join coverage
