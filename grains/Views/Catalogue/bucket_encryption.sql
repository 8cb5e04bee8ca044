-- One row is a bucket and how what is written to it is encrypted.
-- question: How is every S3 bucket encrypted?
-- sources: aws_s3_bucket
-- column account_id text: The account.
-- column bucket text: The bucket; null where a whole collection is not known.
-- column bucket_region text: Where it is.
-- column encryption text: aws:kms, aws:kms:dsse, AES256, or none.
-- column kms_key_id text: The key of KMS, where it names one.
-- column owner text: Whose it is, by its tags.
-- column answer text: yes if it is encrypted by a setting of its own, no if not, or unknown.
-- column why text: What is not known.
-- column as_of timestamptz: When the bucket was collected.
-- column coverage text: How many buckets pass, fail and are unknown.
select b.account_id, b.resource_key as bucket, coalesce(b.region, b.collected_region, 'us-east-1') as bucket_region,
  coalesce(nullif(array_to_string(b.encryption, ', '), ''), case v.answer when 'yes' then 'none' end) as encryption,
  nullif(array_to_string(b.kms_key_ids, ', '), '') as kms_key_id,
  raposa_views.owner_of(b.tags) as owner,
  case v.answer when 'yes' then 'no' when 'no' then 'yes' else 'unknown' end as answer,
  case when coalesce(v.answer, 'unknown') = 'unknown' then coalesce(v.reason, 'No analysis has checked this bucket by then.') end as why, b.sealed_at as as_of,
  (select raposa_views.verdicts_of(array['s3.bucket_encryption'])) as coverage
from source.aws_s3_bucket as b
left join raposa_views.verdicts(array['s3.bucket_encryption'], true) as v on v.account_id = b.account_id and v.resource = b.resource_key
union all
select k.account_id, null, null, null, null, null, 'unknown', k.why, k.as_of, (select raposa_views.verdicts_of(array['s3.bucket_encryption']))
from raposa_views.not_known(array['aws_s3_bucket']) as k
