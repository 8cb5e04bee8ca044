-- One row is a threat that GuardDuty or Falcon reports as not dealt with, on an instance that runs now.
-- question: Which live hosts have active threats?
-- sources: aws_guardduty_finding, crowdstrike_alert, aws_ec2_instance, crowdstrike_host
-- column account_id text: The account of the host.
-- column region text: The region of the host.
-- column instance_id text: The instance; null where a whole collection is not known.
-- column name text: Its name tag.
-- column role text: Its role, by its tags.
-- column environment text: Its environment, by its tags.
-- column sensor text: What it counts as: matched, unprotected or unknown.
-- column vendor text: guardduty or falcon.
-- column threat_id text: The vendor's id of it.
-- column threat text: What was seen, in the vendor's words.
-- column severity text: The vendor's.
-- column status text: The vendor's word for how far it is dealt with.
-- column first_seen_at timestamptz: When it was first seen.
-- column last_seen_at timestamptz: When it was last seen.
-- column answer text: yes, or unknown.
-- column why text: What is not known.
-- column as_of timestamptz: When the threats were collected.
-- column coverage text: How many of the collections that this stands on are known.
with threat as (
  select g.account_id, g.instance_id, 'guardduty' as vendor, g.finding_id as threat_id, g.title as threat,
    case when g.severity >= 9 then 'critical' when g.severity >= 7 then 'high' when g.severity >= 4 then 'medium' else 'low' end as severity,
    'active' as status, g.first_seen_at, g.last_seen_at, g.sealed_at
  from source.aws_guardduty_finding as g
  where g.instance_id is not null and not coalesce(g.is_archived, false)
  union all
  select a.cloud_account_id, a.instance_id, 'falcon', a.composite_id, a.name, lower(a.severity_name), a.status, a.seen_at, a.updated_at, a.sealed_at
  from source.crowdstrike_alert as a
  where a.instance_id is not null and a.status <> 'closed'),
coverage as (
  select raposa_views.coverage_of(array['aws_guardduty_finding', 'crowdstrike_alert', 'aws_ec2_instance', 'crowdstrike_host']) as words)
select h.account_id, h.region, h.instance_id, h.name, h.role, h.environment, h.class as sensor, t.vendor, t.threat_id, t.threat, t.severity, t.status,
  t.first_seen_at, t.last_seen_at, 'yes' as answer, null as why, t.sealed_at as as_of, coverage.words as coverage
from threat as t
join raposa_views.live_hosts() as h on h.instance_id = t.instance_id and (t.account_id is null or h.account_id = t.account_id)
cross join coverage
union all
select k.account_id, k.region, null, null, null, null, null, null, null, null, null, null, null, null, 'unknown', k.why, k.as_of, coverage.words
from raposa_views.not_known(array['aws_guardduty_finding', 'crowdstrike_alert', 'aws_ec2_instance', 'crowdstrike_host']) as k
cross join coverage
