-- What is wrong, from the moment it was first seen until it was right again, and who is told.

create schema findings;
grant usage on schema findings to raposa_writer, raposa_reader, raposa_mcp;

-- One row is one trouble with one thing, however often it is found: its fingerprint is the same each time.
create table findings.finding (
  org_id uuid not null,
  finding_id uuid not null,
  fingerprint text not null,
  kind text not null,
  severity smallint not null,           -- 1 informational, 2 low, 3 medium, 4 high, 5 critical
  status smallint not null,             -- 1 open, 2 resolved
  title text not null,
  detail text not null,
  account_id text,
  region text,
  subject text not null,
  evidence jsonb not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  changed_at timestamptz not null,      -- of its last change: opened, changed, resolved, reopened
  resolved_at timestamptz,
  primary key (org_id, finding_id),
  constraint finding_fingerprint unique (org_id, fingerprint)
);

create index finding_by_change on findings.finding (org_id, changed_at desc, finding_id desc);
create index finding_open on findings.finding (org_id, severity desc, changed_at desc) where status = 1;
create index finding_by_account on findings.finding (org_id, account_id, kind) where account_id is not null;

select raposa.make_tenant_table('findings.finding');
revoke delete on findings.finding from raposa_writer;

-- One row is a step in a finding's life. Append-only.
create table findings.finding_change (
  org_id uuid not null,
  finding_id uuid not null,
  change_id bigint generated always as identity,
  at timestamptz not null,
  change smallint not null,             -- 1 opened, 2 changed, 3 resolved, 4 reopened
  severity smallint not null,
  title text not null,
  evidence jsonb not null,
  primary key (org_id, finding_id, change_id),
  foreign key (org_id, finding_id) references findings.finding
);

select raposa.make_tenant_table('findings.finding_change');
revoke update, delete on findings.finding_change from raposa_writer;

-- One row is somewhere that alerts go: a webhook, or an e-mail address.
create table findings.alert_receiver (
  org_id uuid not null,
  receiver_id uuid not null,
  kind smallint not null,               -- 1 webhook, 2 mail
  name text not null,
  target text not null,                 -- an https URL, or an address
  sealed_secret bytea,                  -- of a webhook: what signs its messages
  created_at timestamptz not null,
  failing_since timestamptz,
  disabled_at timestamptz,
  disabled_reason text,
  primary key (org_id, receiver_id)
);

select raposa.make_tenant_table('findings.alert_receiver');

-- One row is a message to one receiver: written with the finding that it tells of, delivered after.
create table findings.alert (
  org_id uuid not null,
  alert_id uuid not null,               -- the webhook-id: the same at every attempt
  receiver_id uuid not null,
  finding_id uuid not null,
  event_type text not null,             -- finding.opened, finding.reopened, finding.resolved, receiver.test
  body jsonb not null,
  created_at timestamptz not null,
  attempts int not null default 0,
  next_attempt_at timestamptz,          -- null: delivered or given up
  delivered_at timestamptz,
  last_error text,
  primary key (org_id, alert_id),
  foreign key (org_id, receiver_id) references findings.alert_receiver on delete cascade,
  foreign key (org_id, finding_id) references findings.finding
);

create index alert_due on findings.alert (org_id, receiver_id, next_attempt_at) where next_attempt_at is not null;
create index alert_by_receiver on findings.alert (org_id, receiver_id, created_at desc);

select raposa.make_tenant_table('findings.alert');
