-- One row is a database with a public address, or a snapshot of one that everybody may restore.
-- question: Which databases and snapshots of them are open to the internet?
-- sources: aws_rds_instance, aws_rds_snapshot, aws_rds_cluster_snapshot
-- column account_id text: The account.
-- column region text: The region; null for what has none.
-- column resource text: The database or the snapshot; null where it may be one that was not seen.
-- column kind text: The check that says so.
-- column severity text: The check's.
-- column reason text: What the check says.
-- column since timestamptz: The analysis that said so first.
-- column answer text: yes, or unknown.
-- column why text: What is not known.
-- column as_of timestamptz: The analysis.
-- column coverage text: How many pass, fail and are unknown.
select v.account_id, v.region, v.resource as resource, v.check_id as kind, raposa_views.severity_of(v.severity) as severity, v.reason, v.since,
  v.answer, case v.answer when 'unknown' then v.reason end as why, v.as_of, (select raposa_views.verdicts_of(array['rds.instance_public', 'rds.snapshot_public', 'rds.cluster_snapshot_public'])) as coverage
from raposa_views.verdicts(array['rds.instance_public', 'rds.snapshot_public', 'rds.cluster_snapshot_public'], false) as v
