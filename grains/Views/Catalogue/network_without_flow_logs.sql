-- One row is a VPC of whose packets nothing is written down.
-- question: Which VPCs have no flow logs?
-- sources: aws_ec2_vpc, aws_ec2_flow_log
-- column account_id text: The account.
-- column region text: The region; null for what has none.
-- column vpc_id text: The VPC; null where it may be one that was not seen.
-- column kind text: The check that says so.
-- column severity text: The check's.
-- column reason text: What the check says.
-- column since timestamptz: The analysis that said so first.
-- column answer text: yes, or unknown.
-- column why text: What is not known.
-- column as_of timestamptz: The analysis.
-- column coverage text: How many pass, fail and are unknown.
select v.account_id, v.region, v.resource as vpc_id, v.check_id as kind, raposa_views.severity_of(v.severity) as severity, v.reason, v.since,
  v.answer, case v.answer when 'unknown' then v.reason end as why, v.as_of, (select raposa_views.verdicts_of(array['network.flow_logs'])) as coverage
from raposa_views.verdicts(array['network.flow_logs'], false) as v
