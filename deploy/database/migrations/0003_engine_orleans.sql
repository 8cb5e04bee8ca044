-- The Orleans engine's own records: which silos form the cluster, what grains have saved, which reminders wait.
--
-- The AdoNet providers bring no SQL: at start they read statements by key from a table that must be called OrleansQuery,
-- and run those. Parameter names (@DeploymentId …) and result columns are theirs; tables and statements are ours.
-- Connections of the engine set `Search Path=orleans`. Nothing here has a tenant: keys are grain identities, which
-- begin with the organization, and no role but the writer may look.

create schema orleans;

create table orleans.orleansquery (
  querykey text primary key,
  querytext text not null
);

-- One row per cluster. Every change of membership names the version it was decided on and moves it by one, so of two
-- silos that decide at once one is told to look again.
create table orleans.cluster (
  cluster_id text primary key,
  version integer not null default 0
);

-- A silo's place in its cluster. Address, port and generation (start time in seconds) together are its name.
create table orleans.silo (
  cluster_id text not null references orleans.cluster on delete cascade,
  address text not null,
  port integer not null,
  generation integer not null,
  silo_name text not null,
  host_name text not null,
  -- Orleans' SiloStatus: 1 created, 2 joining, 3 active, 4 shutting down, 5 stopping, 6 dead.
  status integer not null,
  -- 0: takes no clients.
  gateway_port integer not null,
  suspect_times text,
  started_at timestamptz not null,
  alive_at timestamptz not null,
  primary key (cluster_id, address, port, generation)
);

-- What one grain saved under one name. A cleared state keeps its row, without payload, for a day: its version goes on
-- instead of starting again, so an activation that was thought dead and wakes with an old version cannot overwrite.
-- Integer and uuid grain keys are in key_high and key_low, text keys and extensions in key_text.
create table orleans.grain_state (
  service_id text not null,
  grain_type text not null,
  key_high bigint not null,
  key_low bigint not null,
  key_text text not null,
  version integer not null,
  payload bytea,
  cleared_at timestamptz,
  primary key (service_id, grain_type, key_high, key_low, key_text),
  check ((payload is null) = (cleared_at is not null))
) with (fillfactor = 80);

-- Only cleared_at is indexed beside the key, so that an ordinary save stays a heap-only update.
create index grain_state_cleared on orleans.grain_state (cleared_at) where cleared_at is not null;

-- A reminder ticks at starts_at plus whole periods. The ring of silos shares them out by grain_hash, a signed integer.
create table orleans.reminder (
  service_id text not null,
  grain_id text not null,
  name text not null,
  grain_hash integer not null,
  starts_at timestamptz not null,
  period_ms bigint not null,
  version integer not null default 0,
  primary key (service_id, grain_id, name)
);

create index reminder_hash on orleans.reminder (service_id, grain_hash);

-- Membership. A statement that changes it is one statement: the version moves and the silo's row changes, or neither.
insert into orleans.orleansquery (querykey, querytext) values
('InsertMembershipVersionKey', $$
with opened as (
  insert into cluster (cluster_id) values (@DeploymentId)
  on conflict do nothing
  returning cluster_id
)
select exists (select from opened)
$$),
('InsertMembershipKey', $$
with decided as (
  update cluster set version = version + 1
  where cluster_id = @DeploymentId
    and version = @Version
    and not exists (
      select from silo
      where silo.cluster_id = @DeploymentId
        and silo.address = @Address and silo.port = @Port and silo.generation = @Generation)
  returning cluster_id
), joined as (
  insert into silo
    (cluster_id, address, port, generation, silo_name, host_name, status, gateway_port, started_at, alive_at)
  select cluster_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
  from decided
  returning cluster_id
)
select exists (select from joined)
$$),
('UpdateMembershipKey', $$
with decided as (
  update cluster set version = version + 1
  where cluster_id = @DeploymentId
    and version = @Version
    and exists (
      select from silo
      where silo.cluster_id = @DeploymentId
        and silo.address = @Address and silo.port = @Port and silo.generation = @Generation)
  returning cluster_id
), changed as (
  update silo set status = @Status, suspect_times = @SuspectTimes, alive_at = @IAmAliveTime
  from decided
  where silo.cluster_id = decided.cluster_id
    and silo.address = @Address and silo.port = @Port and silo.generation = @Generation
  returning silo.cluster_id
)
select exists (select from changed)
$$),
('UpdateIAmAlivetimeKey', $$
update silo set alive_at = @IAmAliveTime
where cluster_id = @DeploymentId and address = @Address and port = @Port and generation = @Generation
$$),
-- A cluster without silos still answers with its version, and a null start time says that there is no silo in the row.
('MembershipReadAllKey', $$
select
  cluster.version as "Version", silo.address as "Address", silo.port as "Port", silo.generation as "Generation",
  silo.silo_name as "SiloName", silo.host_name as "HostName", silo.status as "Status",
  silo.gateway_port as "ProxyPort", silo.suspect_times as "SuspectTimes",
  silo.started_at as "StartTime", silo.alive_at as "IAmAliveTime"
from cluster
left join silo using (cluster_id)
where cluster.cluster_id = @DeploymentId
$$),
('MembershipReadRowKey', $$
select
  cluster.version as "Version", silo.address as "Address", silo.port as "Port", silo.generation as "Generation",
  silo.silo_name as "SiloName", silo.host_name as "HostName", silo.status as "Status",
  silo.gateway_port as "ProxyPort", silo.suspect_times as "SuspectTimes",
  silo.started_at as "StartTime", silo.alive_at as "IAmAliveTime"
from cluster
left join silo on silo.cluster_id = cluster.cluster_id
  and silo.address = @Address and silo.port = @Port and silo.generation = @Generation
where cluster.cluster_id = @DeploymentId
$$),
('GatewaysQueryKey', $$
select address as "Address", gateway_port as "ProxyPort", generation as "Generation"
from silo
where cluster_id = @DeploymentId and status = @Status and gateway_port > 0
$$),
('CleanupDefunctSiloEntriesKey', $$
delete from silo
where cluster_id = @DeploymentId and status = 6 and alive_at < @IAmAliveTime
$$),
('DeleteMembershipTableEntriesKey', $$
delete from cluster where cluster_id = @DeploymentId
$$);

-- Grain state. No row in the answer means that the version was not the expected one.
insert into orleans.orleansquery (querykey, querytext) values
('ReadFromStorageKey', $$
select payload as "PayloadBinary", version as "Version"
from grain_state
where service_id = @ServiceId
  and grain_type = @GrainTypeString
  and key_high = @GrainIdN0 and key_low = @GrainIdN1 and key_text = coalesce(@GrainIdExtensionString, '')
  and payload is not null
$$),
-- With a version: the next save of what was read. Without: the first save, possibly over a cleared row.
('WriteToStorageKey', $$
with saved as (
  update grain_state set payload = @PayloadBinary, cleared_at = null, version = version + 1
  where service_id = @ServiceId
    and grain_type = @GrainTypeString
    and key_high = @GrainIdN0 and key_low = @GrainIdN1 and key_text = coalesce(@GrainIdExtensionString, '')
    and version = @GrainStateVersion
  returning version
), first_saved as (
  insert into grain_state (service_id, grain_type, key_high, key_low, key_text, version, payload)
  select
    @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, coalesce(@GrainIdExtensionString, ''), 1, @PayloadBinary
  where @GrainStateVersion is null
  on conflict (service_id, grain_type, key_high, key_low, key_text) do update
    set payload = excluded.payload, cleared_at = null, version = grain_state.version + 1
    where grain_state.payload is null
  returning version
)
select version as "NewGrainStateVersion" from saved
union all
select version from first_saved
$$),
-- Each clear also takes away a few rows that were cleared long ago, so that they never pile up.
('ClearStorageKey', $$
with cleared as (
  update grain_state set payload = null, cleared_at = now(), version = version + 1
  where service_id = @ServiceId
    and grain_type = @GrainTypeString
    and key_high = @GrainIdN0 and key_low = @GrainIdN1 and key_text = coalesce(@GrainIdExtensionString, '')
    and version = @GrainStateVersion
    and payload is not null
  returning version
), swept as (
  delete from grain_state
  where ctid = any (array(
    select ctid from grain_state where cleared_at < now() - interval '1 day' limit 16 for update skip locked))
)
select version as "NewGrainStateVersion" from cleared
$$),
('DeleteStorageKey', $$
delete from grain_state
where service_id = @ServiceId
  and grain_type = @GrainTypeString
  and key_high = @GrainIdN0 and key_low = @GrainIdN1 and key_text = coalesce(@GrainIdExtensionString, '')
  and version = @GrainStateVersion
returning version + 1 as "NewGrainStateVersion"
$$);

-- Reminders. A range is open at its beginning and closed at its end; one that begins after its end (as signed integers)
-- wraps around the ring, and one that begins at its end is all of it.
insert into orleans.orleansquery (querykey, querytext) values
('UpsertReminderRowKey', $$
insert into reminder (service_id, grain_id, name, grain_hash, starts_at, period_ms)
values (@ServiceId, @GrainId, @ReminderName, @GrainHash, @StartTime, @Period)
on conflict (service_id, grain_id, name) do update
  set starts_at = excluded.starts_at, period_ms = excluded.period_ms, version = reminder.version + 1
returning version as "Version"
$$),
('ReadReminderRowKey', $$
select
  grain_id as "GrainId", name as "ReminderName", starts_at as "StartTime", period_ms as "Period", version as "Version"
from reminder
where service_id = @ServiceId and grain_id = @GrainId and name = @ReminderName
$$),
('ReadReminderRowsKey', $$
select
  grain_id as "GrainId", name as "ReminderName", starts_at as "StartTime", period_ms as "Period", version as "Version"
from reminder
where service_id = @ServiceId and grain_id = @GrainId
$$),
('ReadRangeRows1Key', $$
select
  grain_id as "GrainId", name as "ReminderName", starts_at as "StartTime", period_ms as "Period", version as "Version"
from reminder
where service_id = @ServiceId and grain_hash > @BeginHash and grain_hash <= @EndHash
$$),
('ReadRangeRows2Key', $$
select
  grain_id as "GrainId", name as "ReminderName", starts_at as "StartTime", period_ms as "Period", version as "Version"
from reminder
where service_id = @ServiceId and (grain_hash > @BeginHash or grain_hash <= @EndHash)
$$),
('DeleteReminderRowKey', $$
with gone as (
  delete from reminder
  where service_id = @ServiceId and grain_id = @GrainId and name = @ReminderName and version = @Version
  returning name
)
select exists (select from gone)
$$),
('DeleteReminderRowsKey', $$
delete from reminder where service_id = @ServiceId
$$);

grant usage on schema orleans to raposa_writer;
grant select on orleans.orleansquery to raposa_writer;
grant select, insert, update, delete on orleans.cluster, orleans.silo, orleans.grain_state, orleans.reminder
  to raposa_writer;
