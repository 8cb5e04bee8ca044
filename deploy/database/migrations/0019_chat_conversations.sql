-- What was asked and answered, by whom it was written, and what it cost.

-- One row is a conversation of one person.
create table chat.conversation (
  org_id uuid not null,
  conversation_id uuid not null,
  person_id uuid not null,
  title text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (org_id, conversation_id)
);

create index conversation_by_person on chat.conversation (org_id, person_id, updated_at desc, conversation_id desc);

select raposa.make_tenant_table('chat.conversation');

-- One row is a question with its answer, written once, when the answer is over.
create table chat.turn (
  org_id uuid not null,
  conversation_id uuid not null,
  turn_id uuid not null,
  question text not null,
  answer text not null,
  status smallint not null,             -- 1 answered, 2 failed, 3 cancelled
  provider text,
  model text,
  prompt_version text not null,
  passage_version bigint not null,
  is_cached boolean not null,
  struck int not null,                  -- sentences
  evidence jsonb not null,
  events jsonb not null,                -- as they were streamed: a client that comes back reads on from here
  cache_key text,                       -- null: good for this conversation only
  asked_at timestamptz not null,
  ended_at timestamptz not null,
  primary key (org_id, turn_id),
  foreign key (org_id, conversation_id) references chat.conversation on delete cascade
);

create index turn_by_conversation on chat.turn (org_id, conversation_id, asked_at);
create index turn_cached on chat.turn (org_id, cache_key, asked_at desc) where cache_key is not null and status = 1;

select raposa.make_tenant_table('chat.turn');

-- One row is a try of one model for an answer. It outlives the conversation: it says what was spent.
create table chat.attempt (
  org_id uuid not null,
  turn_id uuid not null,
  attempt smallint not null,
  provider text not null,
  model text not null,
  failure smallint,                     -- null: it answered
  message text,
  http_status int,
  first_token_ms double precision,
  duration_ms double precision not null,
  input_tokens int not null,
  output_tokens int not null,
  cost_usd numeric not null,
  started_at timestamptz not null,
  primary key (org_id, turn_id, attempt)
);

create index attempt_by_time on chat.attempt (org_id, started_at desc);

select raposa.make_tenant_table('chat.attempt');
revoke update, delete on chat.attempt from raposa_writer;
