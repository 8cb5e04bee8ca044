-- What the copilot wrote of an incident. One row is one version: when the evidence changes another is written, and this one stays.
create table chat.incident_review (
  org_id uuid not null,
  incident_id uuid not null,
  version int not null,                 -- from 1
  review_id uuid not null,              -- its tries of models are in chat.attempt under this id
  evidence_sha256 text not null,        -- of what it was written from, and of the words it was asked for with
  provider text not null,
  model text not null,
  prompt_version text not null,
  struck int not null,                  -- sentences and lines that did not hold
  sections jsonb not null,
  evidence jsonb not null,
  written_at timestamptz not null,
  accepted_by uuid,                     -- null: written by a machine and by nobody looked through
  accepted_at timestamptz,
  primary key (org_id, incident_id, version)
);

select raposa.make_tenant_table('chat.incident_review');
revoke update, delete on chat.incident_review from raposa_writer;
grant update (accepted_by, accepted_at) on chat.incident_review to raposa_writer;
