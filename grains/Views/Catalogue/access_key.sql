-- One row is an access key of a user, the oldest first.
-- question: Which access keys are there, how old are they, and when were they last used?
-- sources: aws_iam_access_key, aws_iam_credential_report
-- column account_id text: The account.
-- column access_key_id text: The key's id; null where a whole collection is not known.
-- column user_name text: Whose it is.
-- column status text: Active or Inactive.
-- column created_at timestamptz: When it was made.
-- column age_days int: Whole days since then.
-- column last_used_at timestamptz: When a key of that user made on that day was last used, as the credential report says; null for never.
-- column days_idle int: Whole days since then.
-- column answer text: yes if it is active and older than 90 days, no if not, or unknown.
-- column why text: What is not known.
-- column as_of timestamptz: When keys were collected.
-- column coverage text: How many of the collections that this stands on are known.
with used as (
  select c.account_id, c.user_name, u.made_at, u.used_at
  from source.aws_iam_credential_report as c
  cross join lateral (values
    (raposa_views.time_of(c.access_key_1_last_rotated), raposa_views.time_of(c.access_key_1_last_used)),
    (raposa_views.time_of(c.document ->> 'access_key_2_last_rotated'), raposa_views.time_of(c.document ->> 'access_key_2_last_used_date'))) as u (made_at, used_at)
  where u.made_at is not null),
coverage as (select raposa_views.coverage_of(array['aws_iam_access_key', 'aws_iam_credential_report']) as words)
select a.account_id, a.access_key_id, a.user_name, a.status, a.created_at, extract(day from raposa.as_of() - a.created_at)::int as age_days,
  u.used_at as last_used_at, extract(day from raposa.as_of() - u.used_at)::int as days_idle,
  case when a.created_at is null or a.status is null then 'unknown' when a.status = 'Active' and a.created_at < raposa.as_of() - interval '90 days' then 'yes' else 'no' end as answer,
  case when a.created_at is null or a.status is null then 'IAM does not say when it was made, or whether it is active.' end as why, a.sealed_at as as_of, coverage.words as coverage
from source.aws_iam_access_key as a
cross join coverage
left join lateral (
  select max(w.used_at) as used_at from used as w
  where w.account_id = a.account_id and w.user_name = a.user_name and abs(extract(epoch from w.made_at - a.created_at)) < 60) as u on true
union all
select k.account_id, null, null, null, null, null, null, null, 'unknown', k.why, k.as_of, coverage.words
from raposa_views.not_known(array['aws_iam_access_key', 'aws_iam_credential_report']) as k cross join coverage
