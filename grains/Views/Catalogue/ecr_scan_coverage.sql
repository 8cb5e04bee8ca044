-- One row is a repository of container images, and whether its images are scanned.
-- question: Which ECR repositories are scanned, and what is open in their newest images?
-- sources: aws_ecr_repository, aws_ecr_image, aws_inspector2_coverage, aws_inspector2_finding
-- column account_id text: The account.
-- column region text: The region.
-- column repository text: Its name; null where a whole collection is not known.
-- column images bigint: How many images it has.
-- column newest_pushed_at timestamptz: When the newest of them came.
-- column scans_on_push boolean: Whether ECR scans an image when it comes.
-- column inspector_status text: ACTIVE or INACTIVE; null if Inspector does not know it.
-- column critical bigint: Open findings of critical severity in its images.
-- column high bigint: Of high severity.
-- column answer text: yes if its images are scanned, no if neither ECR nor Inspector does, or unknown.
-- column why text: What is not known.
-- column as_of timestamptz: When repositories were collected.
-- column coverage text: How many of the collections that this stands on are known.
with image as (
  select i.account_id, i.region, i.repository, count(*) as images, max(i.pushed_at) as newest_pushed_at from source.aws_ecr_image as i group by i.account_id, i.region, i.repository),
scan as (
  select c.collected_account_id as account_id, c.region, c.resource_id as arn, case when bool_or(c.status = 'ACTIVE') then 'ACTIVE' else 'INACTIVE' end as status
  from source.aws_inspector2_coverage as c where c.resource_type = 'AWS_ECR_REPOSITORY' group by c.collected_account_id, c.region, c.resource_id),
open_finding as (
  select f.account_id, f.region, split_part(r.id, '/sha256:', 1) as arn, count(*) filter (where f.severity = 'CRITICAL') as critical, count(*) filter (where f.severity = 'HIGH') as high
  from source.aws_inspector2_finding as f cross join unnest(f.resource_ids) as r (id)
  where f.status = 'ACTIVE' and r.id like '%:repository/%/sha256:%'
  group by f.account_id, f.region, split_part(r.id, '/sha256:', 1)),
inspector as (select not exists (select from raposa_views.not_known(array['aws_inspector2_coverage'])) as is_known),
coverage as (select raposa_views.coverage_of(array['aws_ecr_repository', 'aws_ecr_image', 'aws_inspector2_coverage', 'aws_inspector2_finding']) as words)
select e.account_id, e.region, e.name as repository, coalesce(i.images, 0) as images, i.newest_pushed_at, e.scans_on_push, s.status as inspector_status,
  coalesce(f.critical, 0) as critical, coalesce(f.high, 0) as high,
  case when e.scans_on_push or s.status = 'ACTIVE' then 'yes' when p.is_known then 'no' else 'unknown' end as answer,
  case when not coalesce(e.scans_on_push, false) and s.status is distinct from 'ACTIVE' and not p.is_known then 'What Inspector covers is not known everywhere.' end as why,
  e.sealed_at as as_of, coverage.words as coverage
from source.aws_ecr_repository as e
cross join coverage cross join inspector as p
left join image as i on i.account_id = e.account_id and i.region = e.region and i.repository = e.name
left join scan as s on s.account_id = e.account_id and s.region = e.region and s.arn = e.arn
left join open_finding as f on f.account_id = e.account_id and f.region = e.region and f.arn = e.arn
union all
select k.account_id, k.region, null, null, null, null, null, null, null, 'unknown', k.why, k.as_of, coverage.words
from raposa_views.not_known(array['aws_ecr_repository', 'aws_ecr_image', 'aws_inspector2_coverage', 'aws_inspector2_finding']) as k cross join coverage
