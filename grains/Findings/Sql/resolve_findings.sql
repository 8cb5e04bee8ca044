-- One row is a finding that is right again. What was seen later than that stays open. Whoever was told that it was wrong
-- is told that it is right.
with resolved as (
  update findings.finding
  set status = 2, resolved_at = @at, changed_at = greatest(changed_at, @at)
  where org_id = @org and fingerprint = any (@fingerprints) and status = 1 and last_seen_at <= @at
  returning *
),
history as (
  insert into findings.finding_change (org_id, finding_id, at, change, severity, title, evidence)
  select org_id, finding_id, @at, 3, severity, title, evidence from resolved
)
insert into findings.alert (org_id, alert_id, receiver_id, finding_id, event_type, body, created_at, next_attempt_at)
select @org, gen_random_uuid(), receiver.receiver_id, resolved.finding_id, 'finding.resolved',
  jsonb_build_object('type', 'finding.resolved', 'timestamp', @at, 'data', jsonb_build_object(
    'id', resolved.finding_id, 'kind', resolved.kind, 'severity', resolved.severity, 'title', resolved.title, 'detail', resolved.detail,
    'accountId', resolved.account_id, 'region', resolved.region, 'subject', resolved.subject, 'evidence', resolved.evidence)),
  @at, @at
from resolved
join findings.alert_receiver as receiver on receiver.org_id = @org and receiver.disabled_at is null
where exists (
  select from findings.alert as told
  where told.org_id = @org and told.receiver_id = receiver.receiver_id and told.finding_id = resolved.finding_id)
