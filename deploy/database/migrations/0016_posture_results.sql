-- What checks say of an organization's resources, from when until when, and of what that was made.

create schema posture;
grant usage on schema posture to raposa_writer, raposa_reader, raposa_mcp;

-- One row is one analysis that checked: its time is the time that verdicts are of.
create table posture.run (
  org_id uuid not null,
  analysis_id uuid not null,
  as_of timestamptz not null,
  passed int not null,
  failed int not null,
  unknown int not null,
  primary key (org_id, analysis_id)
);

create index run_by_time on posture.run (org_id, as_of desc, analysis_id desc);

select raposa.make_tenant_table('posture.run');

-- One row is a verdict for as long as it stayed the same, made from the same documents: what did not change costs nothing.
create table posture.result (
  org_id uuid not null,
  check_id text not null,
  account_id text not null,
  region text not null,                 -- empty: in none
  resource text not null,               -- the key of a resource, an account, a region; * for what may be there unseen
  since timestamptz not null,           -- the time of the first analysis that said so
  until timestamptz,                    -- of the first that did not; null: it is so
  analysis_id uuid not null,            -- the first that said so
  status smallint not null,             -- 1 pass, 2 fail, 3 unknown
  severity smallint not null,           -- of the check: 1 informational, 2 low, 3 medium, 4 high, 5 critical
  reason text not null,
  evidence jsonb not null,              -- documents with snapshot, SHA-256 and the places that were read
  digest text not null,                 -- of status, reason and evidence without its snapshots
  primary key (org_id, check_id, account_id, region, resource, since)
);

create unique index result_now on posture.result (org_id, check_id, account_id, region, resource) where until is null;
create index result_by_account on posture.result (org_id, account_id, status) where until is null;
create index result_ended on posture.result (org_id, until) where until is not null;

select raposa.make_tenant_table('posture.result');

-- One row is how many verdicts a check has in an account, for as long as that stayed so. Zeros say that all is known and there is nothing.
create table posture.tally (
  org_id uuid not null,
  check_id text not null,
  account_id text not null,
  since timestamptz not null,
  until timestamptz,
  passed int not null,
  failed int not null,
  unknown int not null,
  primary key (org_id, check_id, account_id, since)
);

create unique index tally_now on posture.tally (org_id, check_id, account_id) where until is null;
create index tally_ended on posture.tally (org_id, until) where until is not null;

select raposa.make_tenant_table('posture.tally');

-- One row is a finding of a vendor's that was told on, and the document that it was told from.
create table posture.vendor_finding (
  org_id uuid not null,
  source text not null,
  account_id text not null,
  region text not null,                 -- empty: in none
  key text not null,
  sha256 text not null,
  fingerprint text not null,
  primary key (org_id, source, account_id, region, key)
);

select raposa.make_tenant_table('posture.vendor_finding');
