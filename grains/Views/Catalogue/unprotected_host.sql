-- One row is a live instance that has no working sensor, or of which that is not known.
-- question: Which live hosts have no working sensor?
-- sources: aws_ec2_instance, aws_ec2_network_interface, crowdstrike_host
-- column account_id text: The account.
-- column region text: The region.
-- column instance_id text: The instance; null where a whole collection is not known.
-- column name text: Its name tag.
-- column role text: Its role, by its tags.
-- column cluster text: Its EKS cluster.
-- column snowflake text: eks_node, autoscaled, stack or snowflake: how it came to be.
-- column environment text: Its environment, by its tags.
-- column launched_at timestamptz: When it was last started.
-- column reason text: never_seen, sensor_silent, previous_instance, rfm or why it is not known.
-- column severity text: How bad that is, by what the machine is for and where it stands.
-- column since timestamptz: The run that said so first.
-- column answer text: yes, or unknown.
-- column why text: What is not known.
-- column as_of timestamptz: The run, or the snapshot that is not enough.
-- column coverage text: How many hosts are live, and what they counted as.
select h.account_id, h.region, h.instance_id, h.name, h.role, h.cluster, h.snowflake, h.environment, h.launched_at, h.reason,
  raposa_views.severity_of(h.severity) as severity, h.since,
  case h.class when 'unprotected' then 'yes' else 'unknown' end as answer,
  case h.class when 'unknown' then 'Whether it has a sensor is not known.' end as why,
  r.as_of, r.coverage
from raposa_views.live_hosts() as h
cross join raposa_views.reconciled() as r
where h.class in ('unprotected', 'unknown')
union all
select k.account_id, k.region, null, null, null, null, null, null, null, null, null, null, 'unknown', k.why, k.as_of, r.coverage
from raposa_views.not_known(array['aws_ec2_instance', 'aws_ec2_network_interface', 'crowdstrike_host']) as k
cross join raposa_views.reconciled() as r
