-- When sources are read, and every time that one was. What a run brought is its snapshot, which has its id.

create schema collection;
grant usage on schema collection to raposa_writer, raposa_reader, raposa_mcp;

-- One row is one pass over a source of an account (and region; '' where it is read once for the account). It is written
-- while it goes on, and stays as it ended.
create table collection.run (
  org_id uuid not null,
  run_id uuid not null,
  account_id text not null,
  source text not null,
  region text not null default '',
  status smallint not null,             -- 1 in progress, 2 sealed, 3 partial, 4 failed
  trigger smallint not null,            -- 1 cadence, 2 manual, 3 event, 4 catch-up
  started_at timestamptz not null,
  finished_at timestamptz,
  pages int not null,
  resources int not null,
  expected int,                         -- where the vendor says how many there are
  calls int not null,
  throttled int not null,
  attempt int not null,
  retry_at timestamptz,
  -- What ended it, or what the page failed of that is tried again: the vendor's own words.
  failure_kind smallint,                -- 1 throttled, 2 transient, 3 denied, 4 not enabled, 5 unauthenticated, 6 malformed
  failure_operation text,
  failure_code text,
  failure_message text,
  gaps jsonb not null default '[]',
  -- Against the sealed snapshot before it; null where it was not sealed.
  added int,
  changed int,
  removed int,
  only_keys text[] not null default '{}',  -- of a refresh; empty in a full pass
  primary key (org_id, run_id)
);

create index run_by_collector on collection.run (org_id, account_id, source, region, started_at desc);

select raposa.make_tenant_table('collection.run');

-- One row is a source of an account (and region) that is to be read, and how that has been going: the answer of the rules
-- of cadence to the runs so far.
create table collection.schedule (
  org_id uuid not null,
  account_id text not null,
  source text not null,
  region text not null default '',
  since timestamptz not null,
  period_seconds int not null check (period_seconds > 0),
  next_due_at timestamptz not null,
  last_run_id uuid,                     -- the last full run that is taken into account here
  last_run_at timestamptz,              -- when it began
  heard_at timestamptz,
  sealed_at timestamptz,
  failures int not null,
  quiet_runs int not null,
  circuit smallint not null,            -- 0 closed, 1 open, 2 half-open
  silent_since timestamptz,
  empty_since timestamptz,
  has_returned boolean not null,
  is_not_enabled boolean not null,
  revision bigint not null,
  primary key (org_id, account_id, source, region)
);

create index schedule_by_due on collection.schedule (org_id, next_due_at);

select raposa.make_tenant_table('collection.schedule');

-- One row is a cadence that an organization decided for a source, in place of the adaptive one.
create table collection.cadence (
  org_id uuid not null,
  source text not null,
  period_seconds int not null check (period_seconds > 0),
  primary key (org_id, source)
);

select raposa.make_tenant_table('collection.cadence');
