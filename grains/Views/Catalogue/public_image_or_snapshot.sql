-- One row is a machine image or a snapshot of a volume that everybody may use.
-- question: Which machine images and snapshots of ours are public?
-- sources: aws_ec2_image, aws_ec2_public_snapshot, aws_ec2_snapshot
-- column account_id text: The account.
-- column region text: The region; null for what has none.
-- column resource text: The image or the snapshot; null where it may be one that was not seen.
-- column kind text: The check that says so.
-- column severity text: The check's.
-- column reason text: What the check says.
-- column since timestamptz: The analysis that said so first.
-- column answer text: yes, or unknown.
-- column why text: What is not known.
-- column as_of timestamptz: The analysis.
-- column coverage text: How many pass, fail and are unknown.
select v.account_id, v.region, v.resource as resource, v.check_id as kind, raposa_views.severity_of(v.severity) as severity, v.reason, v.since,
  v.answer, case v.answer when 'unknown' then v.reason end as why, v.as_of, (select raposa_views.verdicts_of(array['ec2.image_public', 'ec2.snapshot_public'])) as coverage
from raposa_views.verdicts(array['ec2.image_public', 'ec2.snapshot_public'], false) as v
