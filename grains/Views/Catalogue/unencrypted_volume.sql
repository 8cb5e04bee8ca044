-- One row is a volume that is not encrypted, or a region whose new volumes are not.
-- question: Which EBS volumes are not encrypted, and where are new ones not?
-- sources: aws_ec2_volume, aws_ec2_ebs_encryption
-- column account_id text: The account.
-- column region text: The region; null for what has none.
-- column resource text: The volume, or the region; null where it may be one that was not seen.
-- column kind text: The check that says so.
-- column severity text: The check's.
-- column reason text: What the check says.
-- column since timestamptz: The analysis that said so first.
-- column answer text: yes, or unknown.
-- column why text: What is not known.
-- column as_of timestamptz: The analysis.
-- column coverage text: How many pass, fail and are unknown.
select v.account_id, v.region, v.resource as resource, v.check_id as kind, raposa_views.severity_of(v.severity) as severity, v.reason, v.since,
  v.answer, case v.answer when 'unknown' then v.reason end as why, v.as_of, (select raposa_views.verdicts_of(array['ec2.volume_encrypted', 'ec2.ebs_default_encryption'])) as coverage
from raposa_views.verdicts(array['ec2.volume_encrypted', 'ec2.ebs_default_encryption'], false) as v
