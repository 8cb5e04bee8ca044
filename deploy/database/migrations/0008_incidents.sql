-- Detections of one actor that belong together.

-- One row is an incident. Everything but its status is computed from its evidence, and written with it.
create table incidents.incident (
  org_id uuid not null,
  incident_id uuid not null,
  actor text not null,
  title text not null,
  severity smallint not null,           -- 1 informational, 2 low, 3 medium, 4 high, 5 critical
  status smallint not null,             -- 1 open, 2 closed
  account_ids text[] not null,
  source_ips text[] not null,
  techniques text[] not null,
  first_event_at timestamptz not null,
  last_event_at timestamptz not null,
  window_first timestamptz not null,    -- of the evidence that can open an incident: what decides who joins
  window_last timestamptz not null,
  hit_count int not null,
  opened_at timestamptz not null,
  updated_at timestamptz not null,
  closed_at timestamptz,
  merged_into uuid,                     -- its evidence turned out to be part of that one; this one is only an old name of it
  primary key (org_id, incident_id)
);

create index incident_by_activity on incidents.incident (org_id, last_event_at desc, incident_id desc) where merged_into is null;
create index incident_open_by_actor on incidents.incident (org_id, actor, window_last) where status = 1;
create index incident_merged on incidents.incident (org_id, merged_into) where merged_into is not null;

-- One row is a piece of evidence: a rule and the event that shows it, in one incident at most. Without an incident it waits:
-- it is too weak to open one, and joins the one that somebody else opens around it.
create table incidents.evidence (
  org_id uuid not null,
  rule_id text not null,
  event_id text not null,
  incident_id uuid,
  actor text not null,
  at timestamptz not null,
  rule_title text not null,
  severity smallint not null,
  techniques text[] not null,
  event_name text,
  event_source text,
  account_id text,
  region text,
  source_ip text,
  error_code text,
  summary text not null,
  primary key (org_id, rule_id, event_id),
  foreign key (org_id, incident_id) references incidents.incident
);

create index evidence_by_incident on incidents.evidence (org_id, incident_id, at) where incident_id is not null;
create index evidence_waiting on incidents.evidence (org_id, actor, at) where incident_id is null;

select raposa.make_tenant_table('incidents.incident');
select raposa.make_tenant_table('incidents.evidence');
