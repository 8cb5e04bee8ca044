-- What reaches what in the networks of an organization, and by which rules.

create schema network;
grant usage on schema network to raposa_writer, raposa_reader, raposa_mcp;

-- One row is an interface and the class that it is in: interfaces that nothing tells apart. Of the newest analysis only; older ones
-- are worked out again from their snapshots.
create table network.member (
  org_id uuid not null,
  class int not null,
  interface_id text not null,
  owner_id text not null,               -- the instance, database, gateway or load balancer it belongs to
  account_id text,
  region text,
  vpc_id text not null,
  subnet_id text not null,
  primary key (org_id, interface_id)
);

create index member_by_class on network.member (org_id, class);
create index member_by_owner on network.member (org_id, owner_id);

select raposa.make_tenant_table('network.member');

-- One row says that one class reaches another on a protocol and ports by a mechanism. Class -1 is the internet.
create table network.reachability (
  org_id uuid not null,
  row_id int not null,                  -- its place in the analysis: two rows may differ in the rules alone
  from_class int not null,
  to_class int not null,
  protocol smallint not null,           -- IANA's number; -1: all of them
  from_port int not null,               -- of ICMP type * 256 + code
  to_port int not null,
  mechanism text not null,
  rules text[] not null,                -- what lets it through, in the order of the way
  is_certain boolean not null,          -- false: it hangs on what was not collected
  is_everyone boolean not null,         -- of the internet: anybody, and not only addresses that a rule means
  primary key (org_id, row_id)
);

create index reachability_from on network.reachability (org_id, from_class, to_class);
create index reachability_to on network.reachability (org_id, to_class, from_class);

select raposa.make_tenant_table('network.reachability');

-- One row is an interface that the internet reached on a protocol and ports as of an analysis, or may have reached.
create table network.exposure (
  org_id uuid not null,
  analysis_id uuid not null,
  row_id int not null,
  interface_id text not null,
  owner_id text not null,
  account_id text,
  region text,
  protocol smallint not null,
  from_port int not null,
  to_port int not null,
  mechanism text not null,
  rules text[] not null,
  is_certain boolean not null,
  is_everyone boolean not null,
  primary key (org_id, analysis_id, row_id),
  foreign key (org_id, analysis_id) references inventory.analysis on delete cascade
);

create index exposure_by_owner on network.exposure (org_id, owner_id, analysis_id);

select raposa.make_tenant_table('network.exposure');

-- One row is an owner of which a finding says that it is exposed. It goes when the finding is resolved.
create table network.exposed (
  org_id uuid not null,
  fingerprint text not null,
  account_id text,
  region text,
  owner_id text not null,
  primary key (org_id, fingerprint)
);

select raposa.make_tenant_table('network.exposed');
