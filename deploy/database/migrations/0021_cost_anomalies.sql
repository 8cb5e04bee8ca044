-- What is unusual in what accounts cost. The costs themselves are documents of the inventory.

create schema cost;
grant usage on schema cost to raposa_writer, raposa_reader, raposa_mcp;

-- One row is a run of days on which a service of an account cost what the weeks before do not explain.
create table cost.anomaly (
  org_id uuid not null,
  anomaly_id uuid not null,
  account_id text not null,
  service text not null,
  first_day date not null,
  last_day date not null,
  actual numeric not null,
  expected numeric not null,
  currency text not null,
  days jsonb not null,                  -- day, actual, expected, spread, final
  drivers jsonb not null,               -- kinds of usage that moved, the most first
  causes jsonb not null,                -- recorded calls, the likeliest first
  unknown text[] not null,              -- what could not be looked at for causes
  snapshots uuid[] not null,
  analysis_id uuid not null,
  as_of timestamptz not null,
  first_seen_at timestamptz not null,
  primary key (org_id, anomaly_id),
  constraint anomaly_name unique (org_id, account_id, service, first_day)
);

select raposa.make_tenant_table('cost.anomaly');
