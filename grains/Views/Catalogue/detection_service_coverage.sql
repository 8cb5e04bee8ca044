-- One row is an account and region, and whether GuardDuty and Inspector watch it.
-- question: Where do GuardDuty and Inspector not watch?
-- sources: aws_guardduty_detector, aws_inspector2_coverage, aws_ec2_instance
-- column account_id text: The account.
-- column region text: The region.
-- column guardduty text: enabled, disabled, none, or unknown.
-- column guardduty_features text: What it watches beside the basic logs.
-- column hosts bigint: Live hosts there: the denominator of the next one.
-- column hosts_scanned bigint: Of them those that Inspector scans; null where that is not known.
-- column answer text: yes if both watch all, no if one does not, or unknown.
-- column why text: What is not watched or not known.
-- column as_of timestamptz: When the detectors were collected.
-- column coverage text: How many of the collections that this stands on are known.
with place as (
  select k.account_id, k.region,
    max(k.state) filter (where k.source = 'aws_guardduty_detector') as guardduty_state, max(k.why) filter (where k.source = 'aws_guardduty_detector') as guardduty_why,
    max(k.sealed_at) filter (where k.source = 'aws_guardduty_detector') as sealed_at,
    max(k.state) filter (where k.source = 'aws_inspector2_coverage') as inspector_state, max(k.why) filter (where k.source = 'aws_inspector2_coverage') as inspector_why
  from raposa_views.collections(array['aws_guardduty_detector', 'aws_inspector2_coverage', 'aws_ec2_instance']) as k group by k.account_id, k.region),
scanned as (
  select c.collected_account_id as account_id, c.resource_id from source.aws_inspector2_coverage as c
  where c.scan_type = 'PACKAGE' and c.status = 'ACTIVE' and c.resource_type = 'AWS_EC2_INSTANCE'),
host as (
  select h.account_id, h.region, count(*) as hosts, count(s.resource_id) as scanned
  from raposa_views.live_hosts() as h left join (select distinct s.account_id, s.resource_id from scanned as s) as s on s.account_id = h.account_id and s.resource_id = h.instance_id
  group by h.account_id, h.region),
detector as (
  select d.account_id, d.region, max(d.status) as status,
    (select string_agg(f.feature ->> 'Name', ', ' order by f.feature ->> 'Name') from jsonb_array_elements(jsonb_agg(d.features) -> 0) as f (feature) where f.feature ->> 'Status' = 'ENABLED') as features
  from source.aws_guardduty_detector as d group by d.account_id, d.region),
judged as (
  select p.*, case when d.status is not null then lower(d.status) when p.guardduty_state = 'known' then 'none' else 'unknown' end as guardduty, d.features,
    coalesce(h.hosts, 0) as hosts, case when p.inspector_state = 'known' then coalesce(h.scanned, 0) end as scanned
  from place as p
  left join detector as d on d.account_id = p.account_id and d.region = p.region
  left join host as h on h.account_id = p.account_id and h.region = p.region)
select j.account_id, j.region, j.guardduty, j.features as guardduty_features, j.hosts, j.scanned as hosts_scanned,
  case when j.guardduty in ('none', 'disabled') or j.scanned < j.hosts then 'no' when j.guardduty = 'unknown' or j.scanned is null then 'unknown' else 'yes' end as answer,
  nullif(concat_ws(' ',
    case when j.guardduty in ('none', 'disabled') then 'GuardDuty does not watch here.' when j.guardduty = 'unknown' then 'GuardDuty: ' || coalesce(j.guardduty_why, 'it was never asked.') end,
    case when j.scanned < j.hosts then format('Inspector does not scan %s of %s hosts.', j.hosts - j.scanned, j.hosts)
      when j.scanned is null then 'Inspector: ' || coalesce(j.inspector_why, 'it was never asked.') end), '') as why,
  j.sealed_at as as_of, (select raposa_views.coverage_of(array['aws_guardduty_detector', 'aws_inspector2_coverage', 'aws_ec2_instance'])) as coverage
from judged as j
union all
select null, null, 'unknown', null, null, null, 'unknown', k.why, k.as_of, raposa_views.coverage_of(array['aws_guardduty_detector', 'aws_inspector2_coverage', 'aws_ec2_instance'])
from raposa_views.not_known(array['aws_guardduty_detector', 'aws_inspector2_coverage', 'aws_ec2_instance']) as k where k.account_id is null
