-- Who there is: organizations, people, who belongs where, and what proves it.
--
-- People and token keys belong to no organization, so row-level security cannot guard them; grants do. Only the writer
-- sees them at all: a dashboard or a model that reads SQL never sees a person, a password's hash or a sealed secret.

-- The person whose own rows this connection may see beside a tenant's, or null.
create function organizations.current_person() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('raposa.person_id', true), '')::uuid;

grant execute on function organizations.current_person() to raposa_writer;

-- A person with a local account, or one who was invited and has not set a password yet.
create table organizations.person (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  password_hash text,
  created_at timestamptz not null
);

grant select, insert, update (password_hash) on organizations.person to raposa_writer;

-- A tenant.
create table organizations.organization (
  org_id uuid primary key,
  name text not null check (length(name) between 1 and 100),
  rejects_unclaimed_accounts boolean not null default false,
  is_demo boolean not null default false,
  created_at timestamptz not null
);

select raposa.make_tenant_table('organizations.organization');

-- A person in an organization; they may do something there once accepted_at is set.
create table organizations.membership (
  org_id uuid not null references organizations.organization,
  person_id uuid not null references organizations.person,
  role smallint not null check (role between 1 and 4),
  created_at timestamptz not null,
  accepted_at timestamptz,
  primary key (org_id, person_id)
);

create index membership_by_person on organizations.membership (person_id);

select raposa.make_tenant_table('organizations.membership');

-- At sign-in the organization is not known yet: a person sees where they belong, and the names of those organizations.
create policy own on organizations.membership for select to raposa_writer
  using (person_id = organizations.current_person());

create policy own on organizations.organization for select to raposa_writer
  using (exists (
    select from organizations.membership as membership
    where membership.org_id = organization.org_id and membership.person_id = organizations.current_person()));

-- A single-use invitation. Its token is known to whoever was given it; here is its SHA-256.
create table organizations.invitation (
  org_id uuid not null,
  token_hash text not null,
  person_id uuid not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  primary key (org_id, token_hash),
  foreign key (org_id, person_id) references organizations.membership on delete cascade
);

create index invitation_by_person on organizations.invitation (org_id, person_id);

select raposa.make_tenant_table('organizations.invitation');
revoke select on organizations.invitation from raposa_reader, raposa_mcp;

-- An API credential. Of its key only the SHA-256 is kept.
create table organizations.credential (
  org_id uuid not null references organizations.organization,
  credential_id text not null,
  name text not null check (length(name) between 1 and 100),
  api_key_hash text not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  primary key (org_id, credential_id)
);

select raposa.make_tenant_table('organizations.credential');
revoke select on organizations.credential from raposa_reader, raposa_mcp;
grant select (org_id, credential_id, name, created_at, revoked_at) on organizations.credential to raposa_reader, raposa_mcp;

-- A signing secret of a credential, sealed: the database alone opens none.
create table organizations.credential_secret (
  org_id uuid not null,
  secret_id uuid not null,
  credential_id text not null,
  sealed bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  primary key (org_id, secret_id),
  foreign key (org_id, credential_id) references organizations.credential
);

create index credential_secret_by_credential on organizations.credential_secret (org_id, credential_id);

select raposa.make_tenant_table('organizations.credential_secret');
revoke select on organizations.credential_secret from raposa_reader, raposa_mcp;

-- A key that signs access tokens. The one that is not retired signs; set retired_at, and the next sign-in makes another.
create table organizations.token_key (
  key_id text primary key,
  jwk jsonb not null,
  sealed_private bytea not null,
  created_at timestamptz not null,
  retired_at timestamptz
);

create unique index token_key_signing on organizations.token_key ((true)) where retired_at is null;

grant select, insert on organizations.token_key to raposa_writer;
