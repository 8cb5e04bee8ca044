-- Which instances have a working sensor, which sensors' machines are gone, and how that was at any time.

create schema reconciliation;
grant usage on schema reconciliation to raposa_writer, raposa_reader, raposa_mcp;

-- One row is a run: the snapshots that it read, and what it came to.
create table reconciliation.run (
  org_id uuid not null,
  run_id uuid not null,
  as_of timestamptz not null,
  chains jsonb not null,                -- of each: account, source, region, snapshot, when it was sealed, whether it is complete
  -- Of instances.
  live int not null,                    -- that run: matched + unprotected + unknown
  matched int not null,
  unprotected int not null,
  unknown int not null,
  idle int not null,                    -- that are stopped or terminated
  -- Of sensors' records.
  records int not null,                 -- the five below
  records_matched int not null,
  records_unprotected int not null,
  records_stale int not null,
  records_out_of_scope int not null,
  records_unknown int not null,
  primary key (org_id, run_id)
);

create unique index run_by_time on reconciliation.run (org_id, as_of desc);

select raposa.make_tenant_table('reconciliation.run');
revoke update on reconciliation.run from raposa_writer;

-- One row is a share of a run's live instances: those of an account, a role, a cluster, a snowflake class, a sensor version.
create table reconciliation.coverage (
  org_id uuid not null,
  run_id uuid not null,
  dimension text not null,              -- account, role, cluster, snowflake, version
  value text not null,                  -- empty: those that have none
  live int not null,
  matched int not null,
  unprotected int not null,
  unknown int not null,
  primary key (org_id, run_id, dimension, value),
  foreign key (org_id, run_id) references reconciliation.run on delete cascade
);

select raposa.make_tenant_table('reconciliation.coverage');
revoke update on reconciliation.coverage from raposa_writer;

-- One row is what an instance counted as, from one run until another found otherwise.
create table reconciliation.instance_verdict (
  org_id uuid not null,
  account_id text not null,
  instance_id text not null,
  until_at timestamptz not null default 'infinity',
  from_at timestamptz not null,
  from_run uuid not null,
  class text not null,                  -- matched, unprotected, unknown; out_of_scope where it does not run
  reason text not null,
  region text not null,
  name text,
  role text,
  cluster text,                         -- of EKS
  snowflake text not null,              -- eks_node, autoscaled, stack, snowflake
  environment text,
  launched_at timestamptz not null,
  tenant text,                          -- of the sensor that it holds, working or not
  device_id text,
  rung text,                            -- by what that sensor names it
  sensor_version text,
  evidence jsonb not null,
  severity smallint not null,           -- of having no sensor, were it so
  is_told boolean not null default false, -- findings and grains know of it
  primary key (org_id, account_id, instance_id, until_at)
);

create index instance_verdict_by_time on reconciliation.instance_verdict (org_id, until_at, from_at);
create index instance_verdict_untold on reconciliation.instance_verdict (org_id) where not is_told;

-- Two instances never hold one sensor.
create unique index instance_verdict_sensor on reconciliation.instance_verdict (org_id, tenant, device_id)
  where until_at = 'infinity' and device_id is not null;

select raposa.make_tenant_table('reconciliation.instance_verdict');

-- One row is what a sensor's record counted as, from one run until another found otherwise. A ghost's stays as it is.
create table reconciliation.sensor_verdict (
  org_id uuid not null,
  tenant text not null,
  device_id text not null,
  until_at timestamptz not null default 'infinity',
  from_at timestamptz not null,
  from_run uuid not null,
  class text not null,                  -- matched, unprotected, stale, out_of_scope, unknown
  reason text not null,
  account_id text,                      -- of the instance that it is of
  instance_id text,
  sensor_version text,
  primary key (org_id, tenant, device_id, until_at)
);

select raposa.make_tenant_table('reconciliation.sensor_verdict');
