-- One row is what reconciliation reads of a sensor's document. A document never changes, and of a ghost there is never another one:
-- so it is read once, and not by every run.
create table reconciliation.sensor_fact (
  org_id uuid not null,
  sha256 bytea not null,                -- of the document
  version int not null,                 -- of what reads it: rows of another version are read again
  instance_id text,
  account_id text,
  region text,
  provider text,
  is_ec2_hardware boolean,              -- null: not known
  product_type text,
  local_ip text,
  mac text,
  host_name text,
  agent_version text,
  is_reduced boolean not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  primary key (org_id, sha256)
);

select raposa.make_tenant_table('reconciliation.sensor_fact');
