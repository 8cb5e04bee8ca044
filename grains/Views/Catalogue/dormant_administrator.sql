-- One row is a user or role that can do everything and did nothing for 90 days, or of which that is not known.
-- question: Which administrators have been dormant for a quarter?
-- sources: aws_iam_user, aws_iam_role, aws_iam_group, aws_iam_policy, aws_iam_credential_report
-- column account_id text: The account.
-- column kind text: user or role.
-- column arn text: Its ARN; null where it may be one that was not seen.
-- column name text: Its name.
-- column last_used_at timestamptz: When its password or a key was last used, as the credential report says; null for never, and for roles.
-- column days_idle int: Whole days from then to the time asked about.
-- column severity text: The check's.
-- column reason text: What the check says.
-- column since timestamptz: The analysis that said so first.
-- column answer text: yes, or unknown.
-- column why text: What is not known.
-- column as_of timestamptz: The analysis.
-- column coverage text: How many administrators pass, fail and are unknown.
select v.account_id, case v.check_id when 'iam.dormant_administrator_user' then 'user' else 'role' end as kind, v.resource as arn,
  substring(v.resource from '[^/]+$') as name, u.last_used_at,
  extract(day from raposa.as_of() - u.last_used_at)::int as days_idle,
  raposa_views.severity_of(v.severity) as severity, v.reason, v.since, v.answer, case v.answer when 'unknown' then v.reason end as why, v.as_of,
  (select raposa_views.verdicts_of(array['iam.dormant_administrator_user', 'iam.dormant_administrator_role'])) as coverage
from raposa_views.verdicts(array['iam.dormant_administrator_user', 'iam.dormant_administrator_role'], false) as v
left join lateral (
  select greatest(
    raposa_views.time_of(c.password_last_used), raposa_views.time_of(c.access_key_1_last_used),
    raposa_views.time_of(c.document ->> 'access_key_2_last_used_date')) as last_used_at
  from source.aws_iam_credential_report as c where c.account_id = v.account_id and c.arn = v.resource) as u on true
