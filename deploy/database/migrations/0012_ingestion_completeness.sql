-- How complete CloudTrail is: what stands in trails' buckets, what was found out about it, and a certificate for each hour.

-- The log file that proved the event: the first whose digest was verified and that has its id. Any other is a duplicate.
alter table ingestion.event_identity add column trail_file uuid;
grant update (trail_file) on ingestion.event_identity to raposa_writer;

-- One row is a digest that stands in a bucket, or should.
create table ingestion.trail_digest (
  org_id uuid not null,
  bucket text not null,
  object_key text not null,
  account_id text not null,
  region text not null,
  trail text not null,
  start_at timestamptz not null,
  end_at timestamptz not null,
  verdict smallint not null,
  reason text not null,
  -- Where it says it stands; null where it says nothing.
  own_bucket text,
  own_key text,
  sha256 text,
  signature text,
  previous_bucket text,
  previous_key text,
  previous_sha256 text,
  previous_signature text,
  stored_at timestamptz,
  checked_at timestamptz not null,
  primary key (org_id, bucket, object_key)
);

select raposa.make_tenant_table('ingestion.trail_digest');
revoke delete on ingestion.trail_digest from raposa_writer;
create index trail_digest_time on ingestion.trail_digest (org_id, account_id, region, end_at);

-- One row is a log file that stands in a bucket, or should.
create table ingestion.trail_file (
  org_id uuid not null,
  bucket text not null,
  object_key text not null,
  account_id text not null,
  region text not null,
  -- Of its delivery.
  hour timestamptz not null,
  delivered_at timestamptz not null,
  verdict smallint not null,
  reason text not null,
  digest_key text,
  expected_sha256 text,
  sha256 text,
  batch_id uuid,
  records int not null,
  received int not null,
  duplicate int not null,
  rejected int not null,
  altered int not null,
  checked_at timestamptz not null,
  primary key (org_id, bucket, object_key)
);

select raposa.make_tenant_table('ingestion.trail_file');
revoke delete on ingestion.trail_file from raposa_writer;
create index trail_file_hour on ingestion.trail_file (org_id, account_id, region, hour);

-- One row is the certificate of one hour of an account's region.
create table ingestion.completeness (
  org_id uuid not null,
  account_id text not null,
  region text not null,
  hour timestamptz not null,
  state smallint not null,
  expected_files int not null,
  proven_files int not null,
  expected_events int not null,
  received_events int not null,
  duplicate_events int not null,
  rejected_events int not null,
  altered_events int not null,
  late_events int not null,
  tampered int not null,
  gap_seconds int not null,
  changed_at timestamptz not null,
  primary key (org_id, account_id, region, hour)
);

select raposa.make_tenant_table('ingestion.completeness');
revoke delete on ingestion.completeness from raposa_writer;
create index completeness_newest on ingestion.completeness (org_id, hour desc, account_id, region);

-- One row is how far events were looked up, of an account's region whose trail cannot be read.
create table ingestion.trail_lookup (
  org_id uuid not null,
  account_id text not null,
  region text not null,
  looked_up_to timestamptz not null,
  primary key (org_id, account_id, region)
);

select raposa.make_tenant_table('ingestion.trail_lookup');
revoke delete on ingestion.trail_lookup from raposa_writer;
