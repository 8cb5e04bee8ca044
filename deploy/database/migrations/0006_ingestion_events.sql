-- CloudTrail as it came in: a batch is one delivery, an event one record of it that was new. The bytes received stand in
-- the object store; here is what is asked for.

-- One row is one accepted delivery, and all that its receipt said.
create table ingestion.batch (
  org_id uuid not null,
  batch_id uuid not null,
  message_id text not null,
  channel smallint not null,
  shard smallint not null,
  sha256 text not null,
  provenance smallint not null,
  credential_id text not null,
  received_at timestamptz not null,
  object_key text not null,
  wire_bytes int not null,
  accepted int not null,
  duplicate int not null,
  rejected int not null,
  unclaimed int not null,
  rejections jsonb not null,
  -- Of its new events; null if none was new.
  first_event_at timestamptz,
  last_event_at timestamptz,
  -- Null until detection has seen its new events.
  evaluated_at timestamptz,
  primary key (org_id, batch_id),
  -- The channel is part of it: who holds an API key only must not use up the ids of signed messages.
  constraint batch_message unique (org_id, channel, message_id)
);

select raposa.make_tenant_table('ingestion.batch');
revoke update, delete on ingestion.batch from raposa_writer;
grant update (evaluated_at) on ingestion.batch to raposa_writer;

create index batch_unevaluated on ingestion.batch (org_id, shard, received_at) where evaluated_at is null;

-- One row is one event id that the organization has an event of: the de-duplication across all days, and the best proof
-- of where it came from.
create table ingestion.event_identity (
  org_id uuid not null,
  event_key uuid not null,
  event_time timestamptz not null,
  batch_id uuid not null,
  provenance smallint not null,
  primary key (org_id, event_key)
);

select raposa.make_tenant_table('ingestion.event_identity');
revoke update, delete on ingestion.event_identity from raposa_writer;
grant update (provenance) on ingestion.event_identity to raposa_writer;

-- One row is a day on which the organization has an event: what a reader looks through, newest first.
create table ingestion.event_day (
  org_id uuid not null,
  day date not null,
  primary key (org_id, day)
);

select raposa.make_tenant_table('ingestion.event_day');
revoke update, delete on ingestion.event_day from raposa_writer;

-- One row is one CloudTrail event. Append-only, a partition for each day (UTC) of event time. There is no default
-- partition: a row in it would stand in the way of the day's own.
create table ingestion.event (
  org_id uuid not null,
  event_time timestamptz not null,
  event_key uuid not null,
  batch_id uuid not null,
  received_at timestamptz not null,
  record_index int not null,
  is_time_known boolean not null,
  is_unclaimed boolean not null,
  is_read_only boolean,
  event_id text not null,
  event_source text,
  event_name text,
  region text,
  account_id text,
  actor text,
  source_ip text,
  error_code text,
  -- The record. Where jsonb cannot hold all of it, record_text has it exactly and this what can be queried.
  record jsonb not null,
  record_text text,
  primary key (org_id, event_time, event_key)
) partition by range (event_time);

select raposa.make_tenant_table('ingestion.event');
revoke update, delete on ingestion.event from raposa_writer;

do $$
begin
  alter table ingestion.event alter column record set compression lz4, alter column record_text set compression lz4;
exception when feature_not_supported then
  raise notice 'this server has no lz4; records are compressed with pglz';
end $$;

-- Makes the partition of a day, if it is not there. The application's role owns nothing, so the owner does it for it.
create function ingestion.ensure_event_partition(day date) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  part text := 'event_' || to_char(day, 'YYYY_MM_DD');
begin
  if day < date '2006-01-01' or day >= date '2100-01-01' then
    raise exception 'events are kept from 2006 to 2099, not on %', day using errcode = 'datetime_field_overflow';
  end if;
  if to_regclass('ingestion.' || part) is not null then
    return;
  end if;

  -- One maker at a time. Who waited looks into the table itself: to_regclass() would repeat what it said before the wait.
  perform pg_advisory_xact_lock(hashtext('ingestion.event'));
  if exists (select from pg_class where relnamespace = 'ingestion'::regnamespace and relname = part) then
    return;
  end if;

  -- Attaching, unlike "create table … partition of", lets others write meanwhile.
  execute format('create table ingestion.%I (like ingestion.event including all)', part);
  perform raposa.make_tenant_table(format('ingestion.%I', part)::regclass);
  execute format('revoke update, delete on ingestion.%I from raposa_writer', part);
  execute format(
    'alter table ingestion.event attach partition ingestion.%I for values from (%L) to (%L)',
    part, day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
end $$;

revoke execute on function ingestion.ensure_event_partition(date) from public;
grant execute on function ingestion.ensure_event_partition(date) to raposa_writer;
