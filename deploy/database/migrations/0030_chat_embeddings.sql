-- Vectors of a model beside those of the built-in embedder, and what they cost.

-- Of what is embedded; the passages of before have none and are written anew by the next analysis or question.
alter table chat.passage add column text_sha256 text not null default '';

create index passage_text on chat.passage (org_id, text_sha256);

-- One row is the vector of one text by one embedder: its provider, model and dimensions. Vectors of two embedders are never compared, and a text
-- that stands in several passages, or comes again after a restart, is not sent again. It has no number of dimensions, because embedders differ.
-- There is no index of neighbours: filtered by organization after it has looked at its forty nearest, HNSW leaves a small organization a
-- handful or none. The rows of one organization and embedder are read by the key and compared exactly.
create table chat.passage_vector (
  org_id uuid not null,
  embedder text not null,
  text_sha256 text not null,
  embedding halfvec not null,           -- at length 1; half the bytes, and the eleventh bit of a value does not change an order that means anything
  primary key (org_id, embedder, text_sha256)
);

-- Each search reads all of them: beside the row, not elsewhere.
alter table chat.passage_vector set (toast_tuple_target = 8160);

select raposa.make_tenant_table('chat.passage_vector');

-- One row is a time that an embedder was asked: for some passages of an analysis, or for a question. It says what was spent and what went wrong.
create table chat.embedding_use (
  org_id uuid not null,
  use_id uuid not null,
  embedder text not null,
  texts int not null,                   -- that have a vector by it
  tokens int not null,
  cost_usd numeric not null,
  failure smallint,                     -- null: every text has its vector
  message text,
  http_status int,
  duration_ms double precision not null,
  started_at timestamptz not null,
  primary key (org_id, use_id)
);

create index embedding_use_by_time on chat.embedding_use (org_id, started_at desc);

select raposa.make_tenant_table('chat.embedding_use');
revoke update, delete on chat.embedding_use from raposa_writer;
