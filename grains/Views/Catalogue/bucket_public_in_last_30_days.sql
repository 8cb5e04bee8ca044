-- One row is a time within the last 30 days in which a bucket was open to everybody.
-- question: Which S3 buckets were public at any time in the last 30 days?
-- sources: aws_s3_bucket, aws_s3_account_public_access_block
-- column account_id text: The account.
-- column bucket text: The bucket; null where it may be one that was not seen.
-- column exposure text: read or write.
-- column reason text: How it was public, or why that is not known.
-- column since timestamptz: The analysis that said so first.
-- column until timestamptz: The analysis that said so no more; null: it still is.
-- column is_public_now boolean: Whether it is still.
-- column answer text: yes, or unknown.
-- column why text: What is not known.
-- column as_of timestamptz: The end of the 30 days.
-- column coverage text: From which analysis on verdicts stand in these 30 days: earlier days are not known.
with analyses as (
  select count(*) as number, min(p.as_of) as first from posture.run as p where p.as_of <= raposa.as_of() and p.as_of > raposa.as_of() - interval '30 days'),
earlier as (
  select exists (select from posture.run as p where p.as_of <= raposa.as_of() - interval '30 days') as has),
coverage as (
  select format('%s analyses in these 30 days%s', a.number,
    case when e.has then '' when a.first is not null then ', of which nothing is known before ' || to_char(a.first at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') end) as words
  from analyses as a cross join earlier as e)
select r.account_id, nullif(r.resource, '*') as bucket, replace(r.check_id, 's3.bucket_public_', '') as exposure, r.reason, r.since,
  case when r.until <= raposa.as_of() then r.until end as until, r.until is null or r.until > raposa.as_of() as is_public_now,
  case r.status when 2 then 'yes' else 'unknown' end as answer, case r.status when 3 then r.reason end as why, raposa.as_of() as as_of, coverage.words as coverage
from posture.result as r
cross join coverage
where r.check_id = any (array['s3.bucket_public_read', 's3.bucket_public_write']) and r.status <> 1
  and r.since <= raposa.as_of() and (r.until is null or r.until > raposa.as_of() - interval '30 days')
union all
select null, null, null, null, null, null, null, 'unknown',
  case when a.first is null then 'No analysis was made in these 30 days.' else 'Nothing is known of the days before the first analysis.' end,
  raposa.as_of(), coverage.words
from analyses as a cross join earlier as e cross join coverage
where raposa.current_org() is not null and not e.has
