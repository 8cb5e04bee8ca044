-- A question first asks whether anything has changed since the last one, and how many answers this month has had.
create index snapshot_by_close on inventory.snapshot (org_id, closed_at desc) where closed_at is not null;
create index incident_by_change on incidents.incident (org_id, updated_at desc);
create index attempt_answered on chat.attempt (org_id, started_at) where failure is null;

-- A passage's vector is a little less than two thousand bytes, and each search reads all of them: beside the row, not elsewhere.
alter table chat.passage set (toast_tuple_target = 8160);
