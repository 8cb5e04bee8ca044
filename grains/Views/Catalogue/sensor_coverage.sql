-- One row is a share of the live hosts: of an account, a role, an EKS cluster, a snowflake class, a sensor version.
-- question: How well is each account, role, EKS cluster and snowflake class covered by sensors?
-- sources: aws_ec2_instance, aws_ec2_network_interface, crowdstrike_host
-- column dimension text: account, role, cluster, snowflake or version.
-- column value text: Which one; null for hosts that have none.
-- column live int: Live hosts: the denominator of the next three.
-- column matched int: With a working sensor.
-- column unprotected int: Without one.
-- column unknown int: Of which it is not known.
-- column percent numeric: Matched of live, in percent.
-- column answer text: yes, or unknown where hosts are unknown.
-- column why text: What is not known.
-- column as_of timestamptz: The run.
-- column coverage text: How many hosts are live, and what they counted as.
select c.dimension, nullif(c.value, '') as value, c.live, c.matched, c.unprotected, c.unknown, round(100.0 * c.matched / nullif(c.live, 0), 2) as percent,
  case when c.unknown > 0 then 'unknown' else 'yes' end as answer,
  case when c.unknown > 0 then format('Of %s of them it is not known.', c.unknown) end as why, r.as_of, r.coverage
from raposa_views.reconciled() as r
join reconciliation.coverage as c on c.run_id = r.run_id
union all
select null, null, null, null, null, null, null, 'unknown', k.why, k.as_of, r.coverage
from raposa_views.not_known(array['aws_ec2_instance', 'aws_ec2_network_interface', 'crowdstrike_host']) as k
cross join raposa_views.reconciled() as r
