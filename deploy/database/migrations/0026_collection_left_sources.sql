-- One row is a source of an account (and region; '' where it has none) that was read and is not to be read any more: the account was
-- disconnected, or the region left out. It is left until a snapshot of it is opened later.
create table collection.left_source (
  org_id uuid not null,
  account_id text not null,
  source text not null,
  region text not null default '',
  left_at timestamptz not null,
  primary key (org_id, account_id, source, region, left_at)
);

select raposa.make_tenant_table('collection.left_source');
revoke update, delete on collection.left_source from raposa_writer;
