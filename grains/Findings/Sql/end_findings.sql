-- One row is a finding that ends: it is right again, or nobody looks any more. What was seen later than that stays open. Whoever was told
-- that it was wrong is told that it is right; of what is only not looked at nobody is told that.
with ended as (
  update findings.finding
  set status = @status, resolved_at = @at, changed_at = greatest(changed_at, @at)
  where org_id = @org and fingerprint = any (@fingerprints) and status = 1 and last_seen_at <= @at
  returning *
),
history as (
  insert into findings.finding_change (org_id, finding_id, at, change, severity, title, evidence, run_id, note)
  select org_id, finding_id, @at, @change, severity, title, evidence, @run::uuid, @note::text from ended
)
insert into findings.alert (org_id, alert_id, receiver_id, finding_id, event_type, body, created_at, next_attempt_at)
select @org, gen_random_uuid(), receiver.receiver_id, ended.finding_id, event.type,
  jsonb_build_object('type', event.type, 'timestamp', @at, 'data', jsonb_build_object(
    'id', ended.finding_id, 'kind', ended.kind, 'severity', ended.severity, 'title', ended.title, 'detail', ended.detail,
    'accountId', ended.account_id, 'region', ended.region, 'subject', ended.subject, 'evidence', ended.evidence)),
  @at, @at
from ended
cross join lateral (select case ended.status when 2 then 'finding.resolved' else 'finding.closed' end as type) as event
join findings.alert_receiver as receiver on receiver.org_id = @org and receiver.disabled_at is null
where exists (
  select from findings.alert as told
  where told.org_id = @org and told.receiver_id = receiver.receiver_id and told.finding_id = ended.finding_id)
