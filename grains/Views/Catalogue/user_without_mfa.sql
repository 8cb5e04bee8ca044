-- One row is a user with a password and no second factor, or a root user without one, or of whom that is not known.
-- question: Which users can sign in without a second factor?
-- sources: aws_iam_credential_report, aws_iam_account_summary
-- column account_id text: The account.
-- column arn text: The user's ARN, or the account of a root user; null where it may be one that was not seen.
-- column name text: The user's name.
-- column is_root boolean: Whether it is the root user.
-- column password_last_used_at timestamptz: When the password was last used; null for never or not said.
-- column severity text: The check's.
-- column reason text: What the check says.
-- column since timestamptz: The analysis that said so first.
-- column answer text: yes, or unknown.
-- column why text: What is not known.
-- column as_of timestamptz: The analysis.
-- column coverage text: How many users pass, fail and are unknown.
select v.account_id, v.resource as arn,
  case when v.check_id = 'iam.root_mfa' then 'root' else coalesce(u.user_name, substring(v.resource from '[^/]+$')) end as name,
  v.check_id = 'iam.root_mfa' as is_root, u.password_last_used_at, raposa_views.severity_of(v.severity) as severity, v.reason, v.since,
  v.answer, case v.answer when 'unknown' then v.reason end as why, v.as_of,
  (select raposa_views.verdicts_of(array['iam.user_mfa', 'iam.root_mfa'])) as coverage
from raposa_views.verdicts(array['iam.user_mfa', 'iam.root_mfa'], false) as v
left join lateral (
  select c.user_name, raposa_views.time_of(c.password_last_used) as password_last_used_at
  from source.aws_iam_credential_report as c where c.account_id = v.account_id and c.arn = v.resource) as u on true
