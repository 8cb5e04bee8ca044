-- How accounts are reached.

-- Set once a role in the account let us in, which only its owner could arrange.
alter table accounts.account_claim add column proven_at timestamptz;

-- One row is an account of a vendor that an organization connected, or prepares to. Its secret is sealed: the database alone
-- opens none. Rows stay when an account is given up, so that a new connection gets its old external id.
create table accounts.connection (
  org_id uuid not null,
  account_id text not null check (length(account_id) between 1 and 64 and account_id !~ '/'),
  provider smallint not null,           -- 1 AWS, 2 CrowdStrike, 3 Cloudflare
  state smallint not null,              -- 1 pending, 2 connected, 3 disconnected
  created_at timestamptz not null,
  connected_at timestamptz,
  role_arn text,
  external_id text,
  entry smallint not null default 0,    -- 0 as the platform's workload, 1 with a web identity
  regions text[] not null default '{}',
  follows_enabled_regions boolean not null default false,
  client_id text,
  base_url text,
  sealed bytea,
  tested_at timestamptz,
  test_identity text,
  test_failure jsonb,                   -- null: the last test worked, or there was none
  primary key (org_id, account_id)
);

select raposa.make_tenant_table('accounts.connection');

revoke select on accounts.connection from raposa_reader, raposa_mcp;
grant select (
  org_id, account_id, provider, state, created_at, connected_at, role_arn, external_id, entry, regions, follows_enabled_regions,
  client_id, base_url, tested_at, test_identity, test_failure) on accounts.connection to raposa_reader, raposa_mcp;

-- One row is the identity provider with whose tokens an organization's AWS accounts can be entered directly: a service app
-- there, with a private key. Audience and subject are what its tokens say, so that an account's role can ask for them.
create table accounts.identity_provider (
  org_id uuid primary key,
  issuer text not null,
  client_id text not null,
  key_id text,
  scope text not null,
  audience text not null,
  subject text not null,
  sealed bytea not null,
  set_at timestamptz not null
);

select raposa.make_tenant_table('accounts.identity_provider');
revoke select on accounts.identity_provider from raposa_reader, raposa_mcp;
grant select (org_id, issuer, client_id, key_id, scope, audience, subject, set_at) on accounts.identity_provider to raposa_reader, raposa_mcp;
