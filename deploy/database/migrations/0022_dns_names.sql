-- What stands behind the names of an organization, from when until when, and which origins are reached around their proxy.

create schema dns;
grant usage on schema dns to raposa_writer, raposa_reader, raposa_mcp;

-- One row is one analysis that looked at names: its time is the time that its answers are of, its numbers are what they are of.
create table dns.run (
  org_id uuid not null,
  analysis_id uuid not null,
  as_of timestamptz not null,
  names int not null,
  resource int not null,
  dangling int not null,
  external int not null,
  unknown int not null,
  exposed int not null,
  not_exposed int not null,
  origins_unknown int not null,
  zones_unknown text[] not null,        -- lists of zones and records that are not known whole
  primary key (org_id, analysis_id)
);

create index run_by_time on dns.run (org_id, as_of desc, analysis_id desc);

select raposa.make_tenant_table('dns.run');

-- One row is a name and what stands behind it, for as long as that stayed the same by the same documents.
create table dns.name (
  org_id uuid not null,
  name text not null,                   -- in lower case, with no dot at its end
  is_private boolean not null,          -- inside VPCs alone
  since timestamptz not null,           -- the time of the first analysis that said so
  until timestamptz,                    -- of the first that did not; null: it is so
  analysis_id uuid not null,            -- the first that said so
  zone text not null,
  source text not null,                 -- of its records: cloudflare_dns_record or aws_route53_record
  account_id text not null,             -- that its zone is in
  is_proxied boolean not null,
  standing smallint not null,           -- 1 resource, 2 dangling, 3 unknown, 4 external
  severity smallint,                    -- of a dangling one: 2 low, 3 medium, 4 high
  reason text not null,
  resources text[] not null,            -- ids of the resources behind it
  ends jsonb not null,
  hops jsonb not null,                  -- the way there, with the documents that say so
  digest text not null,                 -- of all of it without the snapshots
  primary key (org_id, name, is_private, since)
);

create unique index name_now on dns.name (org_id, name, is_private) where until is null;
create index name_by_resource on dns.name using gin (resources);
create index name_ended on dns.name (org_id, until) where until is not null;

select raposa.make_tenant_table('dns.name');

-- One row is what stands behind a proxied name, and whether the internet reaches it around the proxy, for as long as that stayed the same.
create table dns.origin (
  org_id uuid not null,
  name text not null,
  target text not null,                 -- the name or address that the proxy passes requests on to
  since timestamptz not null,
  until timestamptz,
  analysis_id uuid not null,
  resource_type text,                   -- null: not known, or not the organization's
  resource_id text,
  account_id text,
  region text,
  verdict smallint not null,            -- 1 exposed, 2 not exposed, 3 unknown
  severity smallint,
  reason text not null,
  proof jsonb not null,                 -- the packet and rules, whom else the groups admit, the documents
  digest text not null,
  primary key (org_id, name, target, since)
);

create unique index origin_now on dns.origin (org_id, name, target) where until is null;
create index origin_ended on dns.origin (org_id, until) where until is not null;

select raposa.make_tenant_table('dns.origin');

-- One row is what an open finding of this schema is about. It goes when the finding is resolved.
create table dns.raised (
  org_id uuid not null,
  fingerprint text not null,
  kind text not null,
  source text not null,                 -- of a name the source of its records, of an origin the resource's type
  account_id text not null,
  subject text not null,
  is_private boolean not null,
  primary key (org_id, fingerprint)
);

select raposa.make_tenant_table('dns.raised');
