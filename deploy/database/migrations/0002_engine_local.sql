-- What the local engine keeps: grain state (scheduling only; what must survive is in the tables of the nouns) and
-- reminders. No org_id: the key in grain_id carries the organization already, and only the engine reads these rows.

create schema engine;
grant usage on schema engine to raposa_writer;

create table engine.grain_state (
  grain_id text not null,
  state_name text not null,
  version bigint not null,
  payload jsonb,              -- null: cleared; the row keeps its version
  changed_at timestamptz not null default now(),
  primary key (grain_id, state_name)
);

create table engine.reminder (
  grain_id text not null,
  reminder_name text not null,
  start_at timestamptz not null,
  period interval not null,
  version bigint not null,
  primary key (grain_id, reminder_name)
);

grant select, insert, update, delete on engine.grain_state, engine.reminder to raposa_writer;
