-- What an organization looks for, and what was found.

-- One row is an organization's rule book: its version changes with every change of the rules below.
create table detection.rule_book (
  org_id uuid primary key,
  version bigint not null
);

-- One row is a rule that the organization added. The catalogue's rules are in the program, not here.
create table detection.rule (
  org_id uuid not null,
  rule_id text not null,
  yaml text not null,
  added_at timestamptz not null,
  primary key (org_id, rule_id)
);

-- One row is a rule, of the catalogue or their own, that somebody switched on or off.
create table detection.rule_switch (
  org_id uuid not null,
  rule_id text not null,
  is_enabled boolean not null,
  changed_at timestamptz not null,
  primary key (org_id, rule_id)
);

-- One row is a rule that matched an event. Title, level and techniques are those of the moment: rules change, evidence does not.
create table detection.hit (
  org_id uuid not null,
  rule_id text not null,
  event_key uuid not null,
  event_id text not null,
  event_time timestamptz not null,
  rule_title text not null,
  level smallint not null,              -- 0 informational, 1 low, 2 medium, 3 high, 4 critical
  techniques text[] not null,
  actor text not null,
  event_name text,
  event_source text,
  account_id text,
  region text,
  source_ip text,
  error_code text,
  summary text not null,
  stands_alone boolean not null,        -- false: only correlations use it
  group_values json,                    -- the fields that correlations read, where any does
  group_key text,                       -- for the match of a correlation: the values of its group-by fields
  recorded_at timestamptz not null default now(),
  primary key (org_id, rule_id, event_key)
);

create index hit_by_time on detection.hit (org_id, event_time desc) where stands_alone;
create index hit_by_rule_and_time on detection.hit (org_id, rule_id, event_time);

-- One row is a hit that counts in one group of one correlation. The group's values may be long; their hash is the key.
create table detection.correlation_part (
  org_id uuid not null,
  correlation_id text not null,
  group_hash uuid not null,
  event_time timestamptz not null,
  rule_id text not null,
  event_key uuid not null,
  primary key (org_id, correlation_id, group_hash, event_time, rule_id, event_key)
);

select raposa.make_tenant_table('detection.rule_book');
select raposa.make_tenant_table('detection.rule');
select raposa.make_tenant_table('detection.rule_switch');
select raposa.make_tenant_table('detection.hit');
select raposa.make_tenant_table('detection.correlation_part');
