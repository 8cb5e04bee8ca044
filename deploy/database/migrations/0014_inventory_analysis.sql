-- What was worked out from which snapshots, and how that went.

-- One row is one analysis of what is known of an organization: whatever it says can be recomputed from these snapshots.
create table inventory.analysis (
  org_id uuid not null,
  analysis_id uuid not null,
  as_of timestamptz not null,
  started_at timestamptz not null,
  ended_at timestamptz,                 -- null: it goes on, or died
  snapshots uuid[] not null,            -- read by it: of each chain the newest sealed one
  chains int not null,
  chains_unknown int not null,          -- of which nothing was ever sealed
  parts jsonb not null default '[]',    -- of each part its name, its duration in milliseconds, its counts, and what broke it
  primary key (org_id, analysis_id)
);

create index analysis_by_time on inventory.analysis (org_id, started_at desc, analysis_id desc);

select raposa.make_tenant_table('inventory.analysis');
