-- One row is a role that lets somebody outside in, without what should bind them.
-- question: Which roles trust somebody outside too easily?
-- sources: aws_iam_role, aws_organizations_account, aws_organizations_organization
-- column account_id text: The account.
-- column region text: The region; null for what has none.
-- column role_arn text: The role's ARN; null where it may be one that was not seen.
-- column kind text: The check that says so.
-- column severity text: The check's.
-- column reason text: What the check says.
-- column since timestamptz: The analysis that said so first.
-- column answer text: yes, or unknown.
-- column why text: What is not known.
-- column as_of timestamptz: The analysis.
-- column coverage text: How many pass, fail and are unknown.
select v.account_id, v.region, v.resource as role_arn, v.check_id as kind, raposa_views.severity_of(v.severity) as severity, v.reason, v.since,
  v.answer, case v.answer when 'unknown' then v.reason end as why, v.as_of, (select raposa_views.verdicts_of(array['iam.role_trust_outside', 'iam.role_trust_external_id', 'iam.role_trust_anyone', 'iam.role_federated_subject'])) as coverage
from raposa_views.verdicts(array['iam.role_trust_outside', 'iam.role_trust_external_id', 'iam.role_trust_anyone', 'iam.role_federated_subject'], false) as v
