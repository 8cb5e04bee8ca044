-- Findings that nobody looks for any more, that somebody set aside, and what to look at first.
-- finding.status has a third value, 3 closed: what it was seen in is not read any more. Whether it still is so is not known; resolved_at
-- is when it was closed. finding_change.change has three more: 5 closed, 6 suppressed, 7 suppression lifted.

alter table findings.finding
  -- The suppression given last. It holds until its time, and while the finding is no worse than it was then.
  add column suppressed_at timestamptz,
  add column suppressed_until timestamptz,
  add column suppressed_severity smallint,
  add column suppressed_by uuid,
  add column suppressed_by_name text,
  add column suppression_reason text,
  -- 1 to 100, and how many of its factors are unknown. What was not worked out yet counts as the worst.
  add column priority smallint not null default 100,
  add column priority_unknowns smallint not null default 3,
  add column factors jsonb not null default '[]',
  add column prioritized_at timestamptz,
  -- Among equals what is known comes first.
  add column priority_rank smallint not null generated always as (priority * 10 + 9 - priority_unknowns) stored;

create index finding_by_priority on findings.finding (org_id, priority_rank desc, changed_at desc, finding_id desc);

alter table findings.finding_change
  add column run_id uuid,               -- the analysis, or the run of a collector, that saw it
  add column author uuid,               -- who suppressed it, or lifted that
  add column author_name text,
  add column note text,                 -- why
  add column until timestamptz;         -- of a suppression
