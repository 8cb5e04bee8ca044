-- One row of the drafts is a finding that somebody saw. Opens it, opens it again or brings it up to date, writes the step
-- into its history, and a message to each receiver where it was opened.

-- Whoever else is at these findings goes first; what follows sees what they left, because each statement looks anew.
select from findings.finding where org_id = @org and fingerprint = any (@fingerprints) order by fingerprint for update;

with draft as (
  select id, fingerprint, kind, severity, title, detail, account_id, region, subject, evidence::jsonb as evidence, at, is_alert, run_id,
    priority, unknowns, factors::jsonb as factors
  from unnest(
    @ids, @fingerprints, @kinds, @severities, @titles, @details, @accounts, @regions, @subjects, @evidences, @times, @alerts, @runs::uuid[],
    @priorities, @unknowns, @factors
  ) as drafts (
    id, fingerprint, kind, severity, title, detail, account_id, region, subject, evidence, at, is_alert, run_id, priority, unknowns, factors)
),
before as (
  select finding.fingerprint, finding.status, finding.severity, finding.title, finding.evidence
  from findings.finding as finding
  join draft on draft.fingerprint = finding.fingerprint
  where finding.org_id = @org
),
written as (
  insert into findings.finding as finding (
    org_id, finding_id, fingerprint, kind, severity, status, title, detail, account_id, region, subject, evidence,
    first_seen_at, last_seen_at, changed_at, priority, priority_unknowns, factors)
  select @org, id, fingerprint, kind, severity, 1, title, detail, account_id, region, subject, evidence, at, at, at, priority, unknowns, factors
  from draft
  order by fingerprint
  on conflict (org_id, fingerprint) do update set
    severity = excluded.severity,
    status = 1,
    title = excluded.title,
    detail = excluded.detail,
    evidence = excluded.evidence,
    last_seen_at = greatest(finding.last_seen_at, excluded.last_seen_at),
    changed_at = case
      when finding.status <> 1
        or (finding.severity, finding.title, finding.evidence) is distinct from (excluded.severity, excluded.title, excluded.evidence)
        then greatest(finding.changed_at, excluded.last_seen_at)
      else finding.changed_at
    end,
    resolved_at = null
  -- What was seen before it ended opens nothing again: it comes late.
  where finding.status = 1 or excluded.last_seen_at > finding.resolved_at
  returning finding.*, (finding.xmax = 0) as is_new
),
step as (
  select written.*, draft.at, draft.is_alert, draft.run_id,
    case
      when written.is_new then 1
      when before.status <> 1 then 4
      when (before.severity, before.title, before.evidence) is distinct from (written.severity, written.title, written.evidence)
        and before.status is not null then 2
    end as change
  from written
  join draft on draft.fingerprint = written.fingerprint
  left join before on before.fingerprint = written.fingerprint
),
history as (
  insert into findings.finding_change (org_id, finding_id, at, change, severity, title, evidence, run_id)
  select @org, finding_id, at, change, severity, title, evidence, run_id from step where change is not null
)
insert into findings.alert (org_id, alert_id, receiver_id, finding_id, event_type, body, created_at, next_attempt_at)
select @org, gen_random_uuid(), receiver.receiver_id, step.finding_id, event.type,
  jsonb_build_object('type', event.type, 'timestamp', step.at, 'data', jsonb_build_object(
    'id', step.finding_id, 'kind', step.kind, 'severity', step.severity, 'title', step.title, 'detail', step.detail,
    'accountId', step.account_id, 'region', step.region, 'subject', step.subject, 'evidence', step.evidence)),
  step.at, step.at
from step
cross join lateral (select case step.change when 1 then 'finding.opened' else 'finding.reopened' end as type) as event
join findings.alert_receiver as receiver on receiver.org_id = @org and receiver.disabled_at is null
where step.is_alert and step.change in (1, 4)
  and not coalesce(step.suppressed_until > step.at and step.severity <= step.suppressed_severity, false)
