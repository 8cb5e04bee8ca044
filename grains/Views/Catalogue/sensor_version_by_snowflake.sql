-- One row is a sensor version, or none, on live hosts of one snowflake class.
-- question: Which sensor versions run on the live hosts of each snowflake class?
-- sources: aws_ec2_instance, aws_ec2_network_interface, crowdstrike_host
-- column snowflake text: eks_node, autoscaled, stack or snowflake: how the host came to be.
-- column sensor_version text: The version; null for hosts without a sensor, and for those of which that is not known.
-- column hosts bigint: Live hosts with that version.
-- column matched bigint: Of them those whose sensor works.
-- column of_hosts numeric: All live hosts of the snowflake class: the denominator.
-- column percent numeric: Hosts of those, in percent.
-- column answer text: yes, or unknown where it is not known whether these hosts have a sensor.
-- column why text: What is not known.
-- column as_of timestamptz: The run.
-- column coverage text: How many hosts are live, and what they counted as.
select g.value as snowflake, g.sensor_version, g.hosts, g.matched, sum(g.hosts) over (partition by g.value) as of_hosts,
  round(100 * g.hosts / sum(g.hosts) over (partition by g.value), 2) as percent,
  case when g.is_known then 'yes' else 'unknown' end as answer,
  case when not g.is_known then 'Whether these hosts have a sensor is not known.' end as why, r.as_of, r.coverage
from (
  select h.snowflake as value, h.sensor_version, h.class <> 'unknown' as is_known, count(*) as hosts, count(*) filter (where h.class = 'matched') as matched
  from raposa_views.live_hosts() as h group by 1, 2, 3) as g
cross join raposa_views.reconciled() as r
union all
select null, null, null, null, null, null, 'unknown', k.why, k.as_of, r.coverage
from raposa_views.not_known(array['aws_ec2_instance', 'aws_ec2_network_interface', 'crowdstrike_host']) as k
cross join raposa_views.reconciled() as r
