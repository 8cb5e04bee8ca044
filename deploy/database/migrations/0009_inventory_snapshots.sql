-- What every vendor said, when, and whole. Documents are kept once; what a snapshot holds is kept as intervals, so that a
-- snapshot in which nothing changed costs one row.
--
-- Nothing here can be changed by the application once it is sealed: the writer has no right to. Snapshots are opened, sealed
-- and deleted by the functions below, which run as the owner and are bound by the same row-level security.

create schema inventory;
create schema source;

grant usage on schema inventory, source to raposa_writer, raposa_reader, raposa_mcp;

-- The moment that reads ask about: the setting raposa.as_of, or now.
create function raposa.as_of() returns timestamptz
  language sql stable parallel safe
  return coalesce(nullif(current_setting('raposa.as_of', true), '')::timestamptz, now());

grant execute on function raposa.as_of() to raposa_writer, raposa_reader, raposa_mcp;

-- One row is all that is collected together, again and again: a source of an account, in a region where it is read by region.
create table inventory.chain (
  org_id uuid not null,
  chain_id bigint generated always as identity,
  account_id text not null,
  source text not null,
  region text,                          -- null: read once for the account
  last_sequence int not null default 0, -- of the snapshot sealed last, deleted or not
  primary key (org_id, chain_id),
  constraint chain_name unique nulls not distinct (org_id, account_id, source, region)
);

create index chain_by_source on inventory.chain (org_id, source, account_id, region);

select raposa.make_tenant_table('inventory.chain');
revoke insert, update, delete on inventory.chain from raposa_writer;

-- One row is one run's snapshot; its id is the run's.
create table inventory.snapshot (
  org_id uuid not null,
  snapshot_id uuid not null,
  chain_id bigint not null,
  status smallint not null,             -- 1 open, 2 sealed, 3 partial, 4 failed, as a run's
  kind smallint not null,               -- 1 full, 2 refresh: sealed over the snapshot before it
  sequence int,                         -- sealed ones are numbered within their chain
  opened_at timestamptz not null,
  closed_at timestamptz,
  -- When the vendor says that this was so: the first and the last answer's own time.
  vendor_from timestamptz,
  vendor_to timestamptz,
  resources int not null default 0,
  -- Against the sealed snapshot before it.
  added int,
  changed int,
  removed int,
  expected int,                         -- how many the vendor says there are
  only_keys text[] not null,            -- of a refresh: what was asked for
  gaps jsonb not null default '[]',     -- what could not be seen
  failure jsonb,                        -- what ended it early
  redaction text not null,              -- version of the policies that its documents went through
  primary key (org_id, snapshot_id),
  foreign key (org_id, chain_id) references inventory.chain
);

create unique index snapshot_sequence on inventory.snapshot (org_id, chain_id, sequence) where status = 2;
create index snapshot_sealed on inventory.snapshot (org_id, chain_id, closed_at desc, sequence desc) where status = 2;
create index snapshot_by_time on inventory.snapshot (org_id, opened_at desc, snapshot_id desc);
create index snapshot_by_chain on inventory.snapshot (org_id, chain_id, opened_at desc, snapshot_id desc);

select raposa.make_tenant_table('inventory.snapshot');
revoke insert, update on inventory.snapshot from raposa_writer;
grant update (vendor_from, vendor_to, expected) on inventory.snapshot to raposa_writer;

-- One row is one thing that a vendor said of a resource, whatever snapshots saw it, by the SHA-256 of its canonical JSON.
create table inventory.document (
  org_id uuid not null,
  source text not null,
  sha256 bytea not null,
  -- Where jsonb cannot hold all of it, body_text has it exactly and this what can be queried.
  body jsonb not null,
  body_text text,
  -- The source's columns, read out of it by the declaration whose fingerprint columns_version is.
  columns jsonb not null,
  columns_version int not null,
  shape_id bigint not null,
  primary key (org_id, source, sha256)
);

-- For searches by JSON path. See inventory.documents_with, without which row-level security keeps them from it.
create index document_by_content on inventory.document using gin (body jsonb_path_ops);

select raposa.make_tenant_table('inventory.document');
revoke update on inventory.document from raposa_writer;
grant update (columns, columns_version) on inventory.document to raposa_writer;

do $$
begin
  alter table inventory.document alter column body set compression lz4, alter column body_text set compression lz4;
exception when feature_not_supported then
  raise notice 'this server has no lz4; documents are compressed with pglz';
end $$;

-- One row is a version of a resource: the sealed snapshots of its chain, from first_seq to last_seq, in which it was this.
create table inventory.observation (
  org_id uuid not null,
  chain_id bigint not null,
  resource_key text not null,
  first_seq int not null,
  last_seq int not null,                -- 2147483647: it still is
  sha256 bytea not null,
  shape_id bigint not null,
  vendor_changed_at timestamptz,        -- when the vendor says that it became so, where it says
  learned_at timestamptz not null,      -- when the first of the snapshots was sealed, even if that one is deleted since
  primary key (org_id, chain_id, resource_key, first_seq)
);

-- What was so at a sequence: those that end at it or later, of which those count that began by then.
create index observation_by_end on inventory.observation (org_id, chain_id, last_seq, first_seq);
create index observation_by_document on inventory.observation (org_id, sha256);

select raposa.make_tenant_table('inventory.observation');
revoke insert, update, delete on inventory.observation from raposa_writer;

-- One row is a resource as a snapshot saw it that is still open, or that stayed partial. Sealing folds them into intervals.
create table inventory.sighting (
  org_id uuid not null,
  snapshot_id uuid not null,
  resource_key text not null,
  sha256 bytea not null,
  shape_id bigint not null,
  vendor_changed_at timestamptz,
  primary key (org_id, snapshot_id, resource_key)
);

select raposa.make_tenant_table('inventory.sighting');

-- One row is a shape that documents of a source have: which paths there are, and of what types.
create table inventory.shape (
  org_id uuid not null,
  source text not null,
  shape_id bigint not null,             -- the first 64 bits of the SHA-256 of its paths
  paths jsonb not null,                 -- path: types, as bits
  known_at timestamptz,                 -- since when a sealed snapshot that was looked at has it; null: not yet
  primary key (org_id, source, shape_id)
);

select raposa.make_tenant_table('inventory.shape');
revoke update, delete on inventory.shape from raposa_writer;
grant update (known_at) on inventory.shape to raposa_writer;

-- One row is what a sealed snapshot's documents look like: how many have which shape, and how many went from one to another.
create table inventory.snapshot_profile (
  org_id uuid not null,
  snapshot_id uuid not null,
  chain_id bigint not null,
  shapes jsonb not null,                -- shape: resources
  transitions jsonb not null,           -- [before, after, resources] of those that were there before and look different now
  checked_at timestamptz,               -- when drift was looked for; null: not yet
  primary key (org_id, snapshot_id)
);

create index snapshot_profile_unchecked on inventory.snapshot_profile (org_id, chain_id) where checked_at is null;

select raposa.make_tenant_table('inventory.snapshot_profile');
revoke insert, update, delete on inventory.snapshot_profile from raposa_writer;
grant update (checked_at) on inventory.snapshot_profile to raposa_writer;

-- One row is a change of a source's documents that no resource explains: the vendor's schema moved.
create table inventory.schema_drift (
  org_id uuid not null,
  drift_id uuid not null,
  source text not null,
  path text not null,
  change smallint not null,             -- 1 appeared, 2 disappeared, 3 renamed, 4 retyped, 5 newly null, 6 newly filled
  renamed_to text,
  types_before text[] not null,
  types_after text[] not null,
  resources int not null,               -- that show it
  account_id text not null,             -- where it was seen first
  region text,
  snapshot_id uuid not null,
  read_by jsonb not null,               -- columns, views and checks that read the path
  seen_at timestamptz not null,
  raised_at timestamptz,                -- null: the finding is still to be raised
  resolved_at timestamptz,              -- the documents look again as they did
  primary key (org_id, drift_id)
);

create unique index schema_drift_open on inventory.schema_drift (org_id, source, path, change) where resolved_at is null;
create index schema_drift_by_time on inventory.schema_drift (org_id, seen_at desc, drift_id desc);

select raposa.make_tenant_table('inventory.schema_drift');

-- The key with which an organization's redacted values are hashed, sealed: the database alone cannot try names against them.
create table inventory.redaction_key (
  org_id uuid primary key,
  sealed bytea not null,
  created_at timestamptz not null
);

select raposa.make_tenant_table('inventory.redaction_key');
revoke update, delete on inventory.redaction_key from raposa_writer;
revoke select on inventory.redaction_key from raposa_reader, raposa_mcp;

-- A snapshot that is closed is what it is.
create function inventory.keep_closed_snapshots() returns trigger
  language plpgsql as $$
begin
  if old.status <> 1 then
    raise exception 'snapshot % is closed and cannot be changed', old.snapshot_id using errcode = 'object_not_in_prerequisite_state';
  end if;
  return new;
end $$;

create trigger keep_closed before update on inventory.snapshot
  for each row execute function inventory.keep_closed_snapshots();

-- Begins a run's snapshot, and its chain with the first. Does nothing where it is there.
create function inventory.open_snapshot(
  snapshot uuid, account text, of_source text, of_region text, opened timestamptz, only_these text[], redaction_version text)
  returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into inventory.chain (org_id, account_id, source, region)
  select raposa.current_org(), account, of_source, of_region
  where not exists (
    select from inventory.chain as c
    where c.org_id = raposa.current_org() and c.account_id = account and c.source = of_source
      and c.region is not distinct from of_region)
  on conflict do nothing;

  insert into inventory.snapshot (org_id, snapshot_id, chain_id, status, kind, opened_at, only_keys, redaction)
  select c.org_id, snapshot, c.chain_id, 1, case when cardinality(only_these) = 0 then 1 else 2 end, opened, only_these, redaction_version
  from inventory.chain as c
  where c.org_id = raposa.current_org() and c.account_id = account and c.source = of_source
    and c.region is not distinct from of_region
  on conflict do nothing;
end $$;

-- Ends an open snapshot. Sealing one compares it with the sealed one before, in one statement, whatever its size: versions
-- that ended are closed, new ones begin. A refresh seals over that one, of which only the keys that it asked for may change;
-- with none to seal over it stays partial, for what it did not ask for is not known to be absent. Of one that is closed
-- already this says how.
create function inventory.close_snapshot(
  snapshot uuid, new_status smallint, closed timestamptz, expected_count int, gap_list jsonb, failure_text jsonb)
  returns table (status smallint, added int, changed int, removed int)
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  org constant uuid := raposa.current_org();
  still constant int := 2147483647;
  this inventory.snapshot;
  before inventory.snapshot;
  seq int;
  at_ timestamptz := closed;
  counted record;
  profile jsonb;
  total int;
begin
  select * into this from inventory.snapshot as s where s.org_id = org and s.snapshot_id = snapshot for update;
  if not found then
    raise exception 'there is no snapshot %', snapshot using errcode = 'no_data_found';
  end if;
  if this.status <> 1 then
    return query select this.status, this.added, this.changed, this.removed;
    return;
  end if;

  -- One at a time in a chain.
  select c.last_sequence + 1 into seq from inventory.chain as c where c.org_id = org and c.chain_id = this.chain_id for update;
  select * into before from inventory.snapshot as s
  where s.org_id = org and s.chain_id = this.chain_id and s.status = 2
  order by s.closed_at desc, s.sequence desc limit 1;

  if new_status = 2 and this.kind = 2 and before.snapshot_id is null then
    new_status := 3;
  end if;

  if new_status <> 2 then
    if new_status = 4 then
      delete from inventory.sighting as g where g.org_id = org and g.snapshot_id = snapshot;
    end if;
    select count(*) into total from inventory.sighting as g where g.org_id = org and g.snapshot_id = snapshot;
    update inventory.snapshot as s
    set status = new_status, closed_at = at_, resources = total, expected = coalesce(expected_count, s.expected),
      gaps = gap_list, failure = failure_text
    where s.org_id = org and s.snapshot_id = snapshot;
    return query select new_status, null::int, null::int, null::int;
    return;
  end if;

  -- Clocks of two machines may disagree; the order of a chain does not.
  at_ := greatest(at_, before.closed_at);

  with was as (
    select o.resource_key, o.sha256, o.shape_id from inventory.observation as o
    where o.org_id = org and o.chain_id = this.chain_id and o.last_seq = still
      and (this.kind = 1 or o.resource_key = any(this.only_keys))
  ), is_ as (
    select g.resource_key, g.sha256, g.shape_id, g.vendor_changed_at from inventory.sighting as g
    where g.org_id = org and g.snapshot_id = snapshot and (this.kind = 1 or g.resource_key = any(this.only_keys))
  ), difference as (
    select coalesce(is_.resource_key, was.resource_key) as resource_key,
      was.sha256 as old_sha256, was.shape_id as old_shape, is_.sha256, is_.shape_id, is_.vendor_changed_at
    from was full join is_ using (resource_key)
    where was.sha256 is distinct from is_.sha256
  ), ended as (
    update inventory.observation as o set last_seq = before.sequence
    from difference as d
    where d.old_sha256 is not null
      and o.org_id = org and o.chain_id = this.chain_id and o.resource_key = d.resource_key and o.last_seq = still
  ), begun as (
    insert into inventory.observation (
      org_id, chain_id, resource_key, first_seq, last_seq, sha256, shape_id, vendor_changed_at, learned_at)
    select org, this.chain_id, d.resource_key, seq, still, d.sha256, d.shape_id, d.vendor_changed_at, at_
    from difference as d where d.sha256 is not null
  ), moved as (
    select d.old_shape, d.shape_id, count(*) as resources from difference as d
    where d.old_shape <> d.shape_id
    group by d.old_shape, d.shape_id
  )
  select
    count(*) filter (where d.old_sha256 is null) as added,
    count(*) filter (where d.old_sha256 is not null and d.sha256 is not null) as changed,
    count(*) filter (where d.sha256 is null) as removed,
    (select coalesce(jsonb_agg(jsonb_build_array(m.old_shape::text, m.shape_id::text, m.resources)), '[]') from moved as m) as transitions
  into counted
  from difference as d;

  select coalesce(jsonb_object_agg(p.shape_id::text, p.resources), '{}'), coalesce(sum(p.resources), 0) into profile, total
  from (
    select o.shape_id, count(*) as resources from inventory.observation as o
    where o.org_id = org and o.chain_id = this.chain_id and o.last_seq = still
    group by o.shape_id) as p;

  -- Where nothing changed, the profile is the one of the snapshot before.
  insert into inventory.snapshot_profile (org_id, snapshot_id, chain_id, shapes, transitions)
  select org, snapshot, this.chain_id, profile, counted.transitions
  where counted.added + counted.changed + counted.removed > 0 or before.snapshot_id is null;

  delete from inventory.sighting as g where g.org_id = org and g.snapshot_id = snapshot;
  update inventory.chain as c set last_sequence = seq where c.org_id = org and c.chain_id = this.chain_id;
  update inventory.snapshot as s
  set status = 2, sequence = seq, closed_at = at_, resources = total, expected = coalesce(expected_count, s.expected),
    added = counted.added, changed = counted.changed, removed = counted.removed, gaps = gap_list, failure = failure_text
  where s.org_id = org and s.snapshot_id = snapshot;
  return query select 2::smallint, counted.added::int, counted.changed::int, counted.removed::int;
end $$;

-- After snapshots are deleted: their sightings and profiles go, and each version's interval shrinks to the sealed snapshots
-- that are left. A version that none of them saw goes too. If the newest went, what the newest one left saw is still so.
create function inventory.forget_snapshots() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  still constant int := 2147483647;
begin
  delete from inventory.sighting as g using gone where g.org_id = gone.org_id and g.snapshot_id = gone.snapshot_id;
  delete from inventory.snapshot_profile as p using gone where p.org_id = gone.org_id and p.snapshot_id = gone.snapshot_id;

  -- Whoever seals in one of these chains meanwhile is waited for, or waits.
  perform from inventory.chain as c
  where (c.org_id, c.chain_id) in (select gone.org_id, gone.chain_id from gone where gone.status = 2)
  order by c.chain_id for update;

  delete from inventory.observation as o
  using (select distinct gone.org_id, gone.chain_id from gone where gone.status = 2) as touched
  where o.org_id = touched.org_id and o.chain_id = touched.chain_id
    and not exists (
      select from inventory.snapshot as s
      where s.org_id = o.org_id and s.chain_id = o.chain_id and s.status = 2
        and s.sequence >= o.first_seq and s.sequence <= o.last_seq);

  update inventory.observation as o
  set first_seq = (
      select min(s.sequence) from inventory.snapshot as s
      where s.org_id = o.org_id and s.chain_id = o.chain_id and s.status = 2 and s.sequence >= o.first_seq)
  from gone
  where gone.status = 2 and o.org_id = gone.org_id and o.chain_id = gone.chain_id and o.first_seq = gone.sequence;

  update inventory.observation as o set last_seq = still
  from (
    select touched.org_id, touched.chain_id, max(s.sequence) as newest
    from (select distinct gone.org_id, gone.chain_id from gone where gone.status = 2) as touched
    join inventory.snapshot as s
      on s.org_id = touched.org_id and s.chain_id = touched.chain_id and s.status = 2
    group by touched.org_id, touched.chain_id) as left_
  where o.org_id = left_.org_id and o.chain_id = left_.chain_id
    and o.last_seq >= left_.newest and o.last_seq < still;
  return null;
end $$;

create trigger forget after delete on inventory.snapshot
  referencing old table as gone for each statement execute function inventory.forget_snapshots();

revoke execute on function
  inventory.open_snapshot(uuid, text, text, text, timestamptz, text[], text),
  inventory.close_snapshot(uuid, smallint, timestamptz, int, jsonb, jsonb) from public;
grant execute on function
  inventory.open_snapshot(uuid, text, text, text, timestamptz, text[], text),
  inventory.close_snapshot(uuid, smallint, timestamptz, int, jsonb, jsonb) to raposa_writer;

-- Row-level security lets no operator near a row before the tenant is checked that might give its contents away in an error,
-- and jsonpath's are such: a plain query never uses the index on contents. This function looks with the index first and
-- checks the tenant itself; it alone, for only the owner has the policy, and nobody can log in as the owner.
create policy search on inventory.document for select to raposa_owner using (true);

create function inventory.documents_with(path jsonpath, is_predicate boolean, of_source text)
  returns table (source text, sha256 bytea)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  if is_predicate then
    return query select d.source, d.sha256 from inventory.document as d
      where d.body @@ path and d.org_id = raposa.current_org() and (of_source is null or d.source = of_source);
  else
    return query select d.source, d.sha256 from inventory.document as d
      where d.body @? path and d.org_id = raposa.current_org() and (of_source is null or d.source = of_source);
  end if;
end $$;

revoke execute on function inventory.documents_with(jsonpath, boolean, text) from public;
grant execute on function inventory.documents_with(jsonpath, boolean, text) to raposa_writer, raposa_reader, raposa_mcp;
