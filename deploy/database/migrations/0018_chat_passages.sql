-- What can be found by a question: findings and incidents as text, with their vectors beside them.

create schema chat;
grant usage on schema chat to raposa_writer, raposa_reader, raposa_mcp;

-- One row is a thing that can be found. Its vector is of the built-in embedder, which is sparse: searched exactly, within the
-- organization, so that no index of neighbours filters too late and leaves too little.
create table chat.passage (
  org_id uuid not null,
  passage_id text not null,             -- finding:<id>, incident:<id>
  kind smallint not null,               -- 1 finding, 2 incident
  source_id text not null,
  title text not null,
  body text not null,
  account_id text,
  region text,
  severity smallint not null,           -- 1 informational, 2 low, 3 medium, 4 high, 5 critical
  subject text,
  scopes smallint[] not null,           -- what it is about: 1 iam, 2 cost, 3 network, … as IntentScope numbers them
  first_seen_at timestamptz not null,
  seen_at timestamptz not null,
  resolved_at timestamptz,
  content_sha256 text not null,         -- of what was embedded: what did not change is not embedded again
  embedder text not null,
  embedding sparsevec(262144),
  words tsvector generated always as (to_tsvector('english', title || ' ' || body)) stored,
  primary key (org_id, passage_id)
);

create index passage_words on chat.passage using gin (words);

select raposa.make_tenant_table('chat.passage');

-- One row is a feature of texts: in how many of the organization's passages it stands, and so how much it tells.
create table chat.feature (
  org_id uuid not null,
  feature int not null,
  passages int not null,
  primary key (org_id, feature)
);

select raposa.make_tenant_table('chat.feature');

-- One row is an organization: its version counts up with each change of its passages, in the transaction of the change.
create table chat.passage_version (
  org_id uuid not null,
  version bigint not null default 0,
  passages int not null default 0,
  terms bigint not null default 0,      -- over all passages: what lengths are measured against
  changed_at timestamptz not null,
  primary key (org_id)
);

select raposa.make_tenant_table('chat.passage_version');
