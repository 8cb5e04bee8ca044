-- One row is an instance that the internet reaches, with how much it reaches inside: the most first.
-- question: Which instances can the internet attack, and how far does an attacker get from each within three hops?
-- sources: aws_ec2_instance, aws_ec2_network_interface, aws_ec2_security_group, aws_ec2_network_acl, aws_ec2_route_table, aws_ec2_subnet, aws_ec2_vpc, aws_ec2_internet_gateway
-- column rank bigint: 1 is the one from which most is reached.
-- column account_id text: The account.
-- column region text: The region.
-- column instance_id text: The instance; null where a whole collection is not known.
-- column name text: Its name tag.
-- column environment text: Its environment, by its tags.
-- column sensor text: What it counts as: matched, unprotected or unknown.
-- column ports text: What the internet reaches on it: protocol number and ports.
-- column is_everyone boolean: Whether anybody on the internet does, and not only addresses that a rule means.
-- column reach_1 bigint: How many others it reaches directly: instances, databases, load balancers and so on.
-- column reach_3 bigint: How many within three hops.
-- column databases bigint: Of those within three hops, databases.
-- column answer text: yes, or unknown where it hangs on what was not collected.
-- column why text: What is not known.
-- column as_of timestamptz: The analysis.
-- column coverage text: How many of the collections that this stands on are known.
with recursive analysis as (select a.analysis_id, a.as_of, a.is_newest from raposa_views.network_analysis() as a),
entry as (
  select e.account_id, e.region, e.owner_id, bool_or(e.is_certain) as is_certain, bool_or(e.is_everyone) as is_everyone,
    string_agg(distinct format('%s/%s', case e.protocol when 6 then 'tcp' when 17 then 'udp' when -1 then 'all' else e.protocol::text end,
      case when e.from_port = e.to_port then e.from_port::text else e.from_port || '-' || e.to_port end), ', ') as ports
  from network.exposure as e join analysis as a on a.analysis_id = e.analysis_id
  where e.owner_id like 'i-%'
  group by e.account_id, e.region, e.owner_id),
start as (select distinct e.owner_id, m.class from entry as e join network.member as m on m.owner_id = e.owner_id cross join analysis as a where a.is_newest),
edge as materialized (select distinct r.from_class, r.to_class from network.reachability as r where r.from_class >= 0 and r.is_certain),
reach as (
  select s.owner_id, d.to_class as class, 1 as hop from start as s join edge as d on d.from_class = s.class
  union
  select r.owner_id, d.to_class, r.hop + 1 from reach as r join edge as d on d.from_class = r.class where r.hop < 3),
inner_reach as (
  select r.owner_id, count(distinct m.owner_id) filter (where r.hop = 1) as reach_1, count(distinct m.owner_id) as reach_3
  from (select distinct r.owner_id, r.class, min(r.hop) over (partition by r.owner_id, r.class) as hop from reach as r) as r
  join network.member as m on m.class = r.class and m.owner_id <> r.owner_id
  group by r.owner_id),
database_reach as (
  select r.owner_id, count(distinct d.resource_key) as databases
  from (select distinct r.owner_id, r.class from reach as r) as r
  join network.member as m on m.class = r.class
  join source.aws_rds_instance as d on d.resource_key = m.owner_id or d.arn = m.owner_id
  group by r.owner_id),
coverage as (
  select raposa_views.coverage_of(array[
    'aws_ec2_instance', 'aws_ec2_network_interface', 'aws_ec2_security_group', 'aws_ec2_network_acl', 'aws_ec2_route_table', 'aws_ec2_subnet', 'aws_ec2_vpc',
    'aws_ec2_internet_gateway']) as words)
select rank() over (order by coalesce(i.reach_3, 0) desc) as rank, e.account_id, e.region, e.owner_id as instance_id, h.name, h.environment, h.class as sensor,
  e.ports, e.is_everyone, case when a.is_newest then coalesce(i.reach_1, 0) end as reach_1, case when a.is_newest then coalesce(i.reach_3, 0) end as reach_3,
  case when a.is_newest then coalesce(d.databases, 0) end as databases,
  case when e.is_certain and a.is_newest then 'yes' else 'unknown' end as answer,
  case when not e.is_certain then 'Whether the internet reaches it hangs on what was not collected.'
    when not a.is_newest then 'What it reached inside is kept of the newest analysis alone; ask GET /v1/network/blast-radius with this time.' end as why,
  a.as_of, c.words as coverage
from entry as e
cross join analysis as a
cross join coverage as c
left join raposa_views.live_hosts() as h on h.instance_id = e.owner_id and h.account_id = e.account_id
left join inner_reach as i on i.owner_id = e.owner_id
left join database_reach as d on d.owner_id = e.owner_id
union all
select null, k.account_id, k.region, null, null, null, null, null, null, null, null, null, 'unknown', k.why, k.as_of, c.words
from raposa_views.not_known(array[
  'aws_ec2_instance', 'aws_ec2_network_interface', 'aws_ec2_security_group', 'aws_ec2_network_acl', 'aws_ec2_route_table', 'aws_ec2_subnet', 'aws_ec2_vpc',
  'aws_ec2_internet_gateway']) as k cross join coverage as c
union all
select null, null, null, null, null, null, null, null, null, null, null, null, 'unknown', 'No analysis of the network was made by then.', null, c.words
from coverage as c where raposa.current_org() is not null and not exists (select from analysis)
