-- One row is a bucket that everybody can read or write, or of which that is not known.
-- question: Which S3 buckets are exposed to everybody now?
-- sources: aws_s3_bucket, aws_s3_account_public_access_block
-- column account_id text: The account.
-- column bucket text: The bucket; null where it may be one that was not seen.
-- column exposure text: read or write.
-- column severity text: The check's.
-- column reason text: How it is public, or why that is not known.
-- column since timestamptz: The analysis that said so first.
-- column classification text: What its tags call its data.
-- column owner text: Whose it is, by its tags.
-- column answer text: yes, or unknown.
-- column why text: What is not known.
-- column as_of timestamptz: The analysis.
-- column coverage text: How many buckets pass, fail and are unknown.
select v.account_id, v.resource as bucket, replace(v.check_id, 's3.bucket_public_', '') as exposure, raposa_views.severity_of(v.severity) as severity,
  v.reason, v.since, coalesce(b.tags ->> 'Classification', b.tags ->> 'classification', b.tags ->> 'DataClassification') as classification,
  raposa_views.owner_of(b.tags) as owner, v.answer, case v.answer when 'unknown' then v.reason end as why, v.as_of,
  (select raposa_views.verdicts_of(array['s3.bucket_public_read', 's3.bucket_public_write'])) as coverage
from raposa_views.verdicts(array['s3.bucket_public_read', 's3.bucket_public_write'], false) as v
left join source.aws_s3_bucket as b on b.account_id = v.account_id and b.resource_key = v.resource
