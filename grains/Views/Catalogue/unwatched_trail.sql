-- One row is a trail that does not record, vouch for or deliver all, or an account or region whose events do not arrive.
-- question: Where is CloudTrail not whole?
-- sources: aws_cloudtrail_trail, aws_cloudtrail_log, aws_organizations_organization
-- column account_id text: The account.
-- column region text: The region; null for what has none.
-- column resource text: The trail, the account or the region; null where it may be one that was not seen.
-- column kind text: The check that says so.
-- column severity text: The check's.
-- column reason text: What the check says.
-- column since timestamptz: The analysis that said so first.
-- column answer text: yes, or unknown.
-- column why text: What is not known.
-- column as_of timestamptz: The analysis.
-- column coverage text: How many pass, fail and are unknown.
select v.account_id, v.region, v.resource as resource, v.check_id as kind, raposa_views.severity_of(v.severity) as severity, v.reason, v.since,
  v.answer, case v.answer when 'unknown' then v.reason end as why, v.as_of, (select raposa_views.verdicts_of(array['cloudtrail.logging', 'cloudtrail.multi_region', 'cloudtrail.log_validation', 'cloudtrail.delivery', 'cloudtrail.watched'])) as coverage
from raposa_views.verdicts(array['cloudtrail.logging', 'cloudtrail.multi_region', 'cloudtrail.log_validation', 'cloudtrail.delivery', 'cloudtrail.watched'], false) as v
