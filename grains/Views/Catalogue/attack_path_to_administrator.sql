-- One row is a user or role that can make itself an administrator, or of which that is not known.
-- question: Who can become an administrator by a path of privileges, and over what?
-- sources: aws_iam_user, aws_iam_role, aws_iam_group, aws_iam_policy, aws_lambda_function, aws_ec2_instance
-- column account_id text: The account.
-- column kind text: user or role.
-- column arn text: Its ARN; null where it may be one that was not seen.
-- column name text: Its name.
-- column paths text: The open paths, each with what it leads over.
-- column severity text: The check's.
-- column since timestamptz: The analysis that said so first.
-- column answer text: yes, or unknown.
-- column why text: What is not known.
-- column as_of timestamptz: The analysis.
-- column coverage text: How many users and roles pass, fail and are unknown.
select v.account_id, case v.check_id when 'iam.user_privilege_escalation' then 'user' else 'role' end as kind, v.resource as arn,
  substring(v.resource from '[^/]+$') as name, case v.answer when 'yes' then v.reason end as paths, raposa_views.severity_of(v.severity) as severity, v.since,
  v.answer, case v.answer when 'unknown' then v.reason end as why, v.as_of,
  (select raposa_views.verdicts_of(array['iam.user_privilege_escalation', 'iam.role_privilege_escalation'])) as coverage
from raposa_views.verdicts(array['iam.user_privilege_escalation', 'iam.role_privilege_escalation'], false) as v
