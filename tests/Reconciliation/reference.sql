-- What reconciliation must come to, as one join over the same snapshots and from the vendors' documents themselves, written
-- from docs/reconciliation.md and not from the grains. $1 organization, $2 as of; $3 to $7 the chains: account, source, region,
-- newest sealed snapshot, whether the newest run was sealed.
with chain as materialized (
  select r.account_id, r.source, r.region, s.chain_id, s.sequence, s.closed_at,
    coalesce(r.is_complete and $2 - s.closed_at <= interval '1 day', false) as is_complete,
    (select count(*) >= 2 from inventory.snapshot as f
     where f.org_id = $1 and f.chain_id = s.chain_id and f.status = 2 and f.kind = 1 and f.sequence <= s.sequence) as has_previous
  from unnest($3::text[], $4::text[], $5::text[], $6::uuid[], $7::boolean[]) as r (account_id, source, region, snapshot_id, is_complete)
  left join inventory.snapshot as s on s.org_id = $1 and s.snapshot_id = r.snapshot_id
), current_document as materialized (
  select c.account_id, c.source, c.region, o.resource_key as key, d.body
  from chain as c
  join inventory.observation as o on o.org_id = $1 and o.chain_id = c.chain_id and c.sequence between o.first_seq and o.last_seq
  join inventory.document as d on d.org_id = $1 and d.source = c.source and d.sha256 = o.sha256
  where c.source <> 'crowdstrike_host'
), account as (
  select account_id,
    bool_and(is_complete) filter (where source = 'aws_ec2_instance') as is_complete,
    bool_and(has_previous) filter (where source = 'aws_ec2_instance') as has_previous,
    bool_and(is_complete)
      and count(*) filter (where source = 'aws_ec2_instance') <= count(*) filter (where source = 'aws_ec2_network_interface') as is_whole
  from chain where source in ('aws_ec2_instance', 'aws_ec2_network_interface')
  group by account_id
  having count(*) filter (where source = 'aws_ec2_instance') > 0
), everything as (
  select coalesce(bool_and(is_complete), false) as is_complete, coalesce(bool_and(has_previous), false) as has_previous,
    coalesce(bool_and(is_whole), false) as is_whole
  from account
), falcon as (
  select coalesce(bool_and(is_complete), false) as is_complete,
    case when bool_and(closed_at is not null) then min(closed_at) end as read_at
  from chain where source = 'crowdstrike_host'
), instance as materialized (
  select account_id, region, key as instance_id,
    case when body #>> '{State,Name}' in ('pending', 'running') then 'live'
      when body #>> '{State,Name}' in ('stopping', 'stopped') then 'stopped' else 'terminated' end as life,
    (body ->> 'LaunchTime')::timestamptz as launched_at, lower(nullif(body ->> 'PrivateDnsName', '')) as name, body
  from current_document where source = 'aws_ec2_instance'
), piece as (
  -- Interfaces as the instances show them, and as they are listed themselves.
  select i.account_id, i.instance_id as owner, true as is_instance, n.value as body
  from instance as i, jsonb_array_elements(i.body -> 'NetworkInterfaces') as n
  where i.life <> 'terminated'
  union all
  select account_id, coalesce(body #>> '{Attachment,InstanceId}', key), body #>> '{Attachment,InstanceId}' is not null, body
  from current_document where source = 'aws_ec2_network_interface' and body ->> 'Status' <> 'available'
), ip as (
  select distinct p.account_id, p.owner, p.is_instance, a.value ->> 'PrivateIpAddress' as ip
  from piece as p, jsonb_array_elements(p.body -> 'PrivateIpAddresses') as a
), mac as (
  select distinct account_id, owner, is_instance, lower(body ->> 'MacAddress') as mac from piece where body ->> 'MacAddress' is not null
), record as materialized (
  -- The newest that was in a snapshot of the last two days.
  select distinct on (c.account_id, o.resource_key) c.account_id as tenant, o.resource_key as device_id, c.closed_at as read_at, d.body
  from chain as c
  join inventory.observation as o on o.org_id = $1 and o.chain_id = c.chain_id and o.first_seq <= c.sequence
  join inventory.document as d on d.org_id = $1 and d.source = c.source and d.sha256 = o.sha256
  where c.source = 'crowdstrike_host' and (o.last_seq >= c.sequence or exists (
    select from inventory.snapshot as s
    where s.org_id = $1 and s.chain_id = c.chain_id and s.status = 2 and s.sequence between o.first_seq and o.last_seq
      and s.closed_at >= $2 - interval '2 days'))
  order by c.account_id, o.resource_key, o.first_seq desc
), sensor as materialized (
  select tenant, device_id, read_at, nullif(body ->> 'instance_id', '') as instance_id,
    nullif(body ->> 'service_provider_account_id', '') as account_id, substring(body ->> 'zone_group' from '^(.*[0-9])[a-z]$') as region,
    nullif(body ->> 'service_provider', '') as provider, body ->> 'product_type_desc' as product, nullif(body ->> 'local_ip', '') as ip,
    lower(replace(nullif(body ->> 'mac_address', ''), '-', ':')) as mac, lower(nullif(body ->> 'hostname', '')) as name,
    lower(body ->> 'reduced_functionality_mode') = 'yes' as is_reduced,
    (body ->> 'first_seen')::timestamptz as first_seen, (body ->> 'last_seen')::timestamptz as last_seen,
    body ->> 'serial_number' like 'ec2%' or body ->> 'system_manufacturer' like 'Amazon%' as is_ec2,
    coalesce(body ->> 'serial_number', '') || coalesce(body ->> 'system_manufacturer', '') = '' as is_bare
  from record
), scoped as (
  select *, case
      when provider not like 'AWS%' then 'out_of_scope other_cloud'
      when provider is not null or instance_id is not null or is_ec2 then null
      when product = 'Workstation' then 'out_of_scope workstation'
      when is_bare then 'unknown origin_unknown'
      else 'out_of_scope on_prem' end as elsewhere,
    coalesce((select is_whole from account as a where a.account_id = s.account_id), s.account_id is null and (select is_whole from everything)) as is_whole
  from sensor as s
), rung_1 as (
  select s.tenant, s.device_id, i.account_id, i.instance_id, count(*) over (partition by s.tenant, s.device_id) as n
  from scoped as s join instance as i on i.instance_id = s.instance_id and i.account_id = coalesce(s.account_id, i.account_id)
  where s.elsewhere is null
), nameless as (
  select * from scoped where elsewhere is null and instance_id is null
), rung_2 as (
  select s.tenant, s.device_id, s.is_whole, i.account_id, i.instance_id,
    count(*) over (partition by s.tenant, s.device_id) as n,
    i.instance_id is not null and s.last_seen > i.launched_at
      and (s.mac is null or not exists (select from mac as m where m.account_id = o.account_id and m.owner = o.owner)
        or exists (select from mac as m where m.account_id = o.account_id and m.owner = o.owner and m.mac = s.mac)) as is_possible
  from nameless as s
  join ip as o on o.ip = s.ip and o.account_id = coalesce(s.account_id, o.account_id)
  left join instance as i on o.is_instance and i.account_id = o.account_id and i.instance_id = o.owner and i.life <> 'terminated'
), rung_3 as (
  select s.tenant, s.device_id, i.account_id, i.instance_id, count(*) over (partition by s.tenant, s.device_id) as n, s.last_seen > i.launched_at as is_possible
  from nameless as s
  join mac as o on o.mac = s.mac and o.account_id = coalesce(s.account_id, o.account_id)
  left join instance as i on o.is_instance and i.account_id = o.account_id and i.instance_id = o.owner and i.life <> 'terminated'
), rung_4 as (
  select s.tenant, s.device_id, s.is_whole, i.account_id, i.instance_id, count(*) over (partition by s.tenant, s.device_id) as n,
    s.last_seen > i.launched_at
      and (s.mac is null or not exists (select from mac as m where m.account_id = i.account_id and m.owner = i.instance_id)
        or exists (select from mac as m where m.account_id = i.account_id and m.owner = i.instance_id and m.mac = s.mac)) as is_possible
  from nameless as s
  join instance as i on s.name in (i.name, split_part(i.name, '.', 1)) and i.account_id = coalesce(s.account_id, i.account_id)
  where i.life <> 'terminated'
), names as (
  select distinct on (tenant, device_id) * from (
    select tenant, device_id, account_id, instance_id, 1 as rung from rung_1 where n = 1
    union all select tenant, device_id, account_id, instance_id, 2 from rung_2 where n = 1 and is_possible and is_whole
    union all select tenant, device_id, account_id, instance_id, 3 from rung_3 where n = 1 and is_possible
    union all select tenant, device_id, account_id, instance_id, 4 from rung_4 where n = 1 and is_possible and is_whole) as r
  order by tenant, device_id, rung
), maybe as (
  select tenant, device_id, account_id, instance_id, rung, case when n = 1 and rung > 1 then 'chain_not_sealed' else 'address_ambiguous' end as reason
  from (
    select tenant, device_id, account_id, instance_id, 1 as rung, n, true as is_possible from rung_1 where n > 1
    union all select tenant, device_id, account_id, instance_id, 2, n, is_possible from rung_2
    union all select tenant, device_id, account_id, instance_id, 4, n, is_possible from rung_4) as r
  where is_possible and not exists (select from names as n where n.tenant = r.tenant and n.device_id = r.device_id)
), doubt as (
  select m.* from maybe as m
  where m.rung = (select min(o.rung) from maybe as o where o.tenant = m.tenant and o.device_id = m.device_id)
), named as (
  select n.*, i.life, i.launched_at, s.first_seen, s.last_seen, s.read_at, s.is_reduced,
    s.last_seen > i.launched_at as is_since, s.read_at - s.last_seen > interval '7 days' as is_silent,
    first_value(s.first_seen) over same as newest_first_seen, first_value(n.device_id) over same as newest
  from names as n
  join instance as i using (account_id, instance_id)
  join sensor as s using (tenant, device_id)
  window same as (partition by n.account_id, n.instance_id, n.rung order by s.last_seen desc, n.device_id)
), crowd as (
  select account_id, instance_id, rung from named
  where rung in (2, 4) and life = 'live' and device_id <> newest and last_seen > newest_first_seen
), held as (
  select distinct on (account_id, instance_id) * from named as n
  where life = 'live' and not exists (select from crowd as c where c.account_id = n.account_id and c.instance_id = n.instance_id and c.rung = n.rung)
  order by account_id, instance_id, not is_since, is_silent, rung, last_seen desc, tenant, device_id
), uncertain as (
  select account_id, instance_id, min(reason) as reason from (
    select account_id, instance_id, reason from doubt
    union all select account_id, instance_id, 'address_ambiguous' from crowd) as u
  group by account_id, instance_id
), instance_verdict as (
  select i.account_id, i.instance_id, h.tenant, h.device_id, h.rung,
    case
      when i.life = 'stopped' then 'out_of_scope instance_stopped'
      when i.life = 'terminated' then 'out_of_scope instance_terminated'
      when h.is_since and not h.is_silent and $2 - h.last_seen > interval '7 days' then 'unknown chain_not_sealed'
      when h.is_since and not h.is_silent and not h.is_reduced then 'matched '
        || (array['by_instance_id', 'by_private_ip_unique', 'by_mac', 'by_hostname_private_dns'])[h.rung]
      when not f.is_complete then 'unknown chain_not_sealed'
      when h.is_since and not h.is_silent then 'unprotected rfm'
      when u.reason is not null then 'unknown ' || u.reason
      when h.is_since then 'unprotected sensor_silent'
      when i.launched_at + interval '15 minutes' > f.read_at then 'unknown enrolling'
      when h.device_id is not null then 'unprotected sensor_only_on_previous_instance'
      else 'unprotected never_seen'
    end as verdict
  from instance as i
  cross join falcon as f
  left join held as h using (account_id, instance_id)
  left join uncertain as u using (account_id, instance_id)
), gone as (
  -- Instances of an earlier full pass that the newest snapshot lacks, and that one before the last still had.
  select distinct c.account_id, o.resource_key as instance_id
  from chain as c
  join inventory.observation as o on o.org_id = $1 and o.chain_id = c.chain_id
  where c.source = 'aws_ec2_instance' and o.last_seq >= (
      select sequence from inventory.snapshot as f
      where f.org_id = $1 and f.chain_id = c.chain_id and f.status = 2 and f.kind = 1 and f.sequence <= c.sequence
      order by sequence desc offset 1 limit 1)
    and o.first_seq <= c.sequence
    and not exists (select from instance as i where i.account_id = c.account_id and i.instance_id = o.resource_key)
), sensor_verdict as (
  select s.tenant, s.device_id, n.account_id, n.instance_id,
    case
      when exists (select from doubt as d where d.tenant = s.tenant and d.device_id = s.device_id)
        then 'unknown ' || (select min(reason) from doubt as d where d.tenant = s.tenant and d.device_id = s.device_id)
      when n.life = 'stopped' then 'out_of_scope instance_stopped'
      when n.life = 'terminated' then 'stale instance_terminated'
      when v.tenant = s.tenant and v.device_id = s.device_id then v.verdict
      when exists (select from crowd as c where c.account_id = n.account_id and c.instance_id = n.instance_id and c.rung = n.rung) then 'unknown address_ambiguous'
      when n.instance_id is not null then 'stale duplicate_aid_superseded'
      when s.elsewhere is not null then s.elsewhere
      when s.account_id is not null and a.account_id is null then 'stale account_not_connected'
      when s.instance_id is null and not s.is_whole then 'unknown chain_not_sealed'
      when s.instance_id is null and s.read_at - s.last_seen > interval '1 hour' then 'stale instance_absent'
      when s.instance_id is null then 'unknown absence_unconfirmed'
      when not coalesce(case when s.account_id is null then e.is_complete when s.region is null then a.is_complete else g.is_complete end, false) then 'unknown chain_not_sealed'
      when exists (select from gone as l where l.instance_id = s.instance_id and l.account_id = coalesce(s.account_id, l.account_id)) then 'unknown absence_unconfirmed'
      when not coalesce(case when s.account_id is null then e.has_previous when s.region is null then a.has_previous else g.has_previous end, false)
        and s.read_at - s.last_seen <= interval '1 hour' then 'unknown absence_unconfirmed'
      else 'stale instance_absent'
    end as verdict
  from scoped as s
  cross join everything as e
  left join account as a on a.account_id = s.account_id
  left join chain as g on g.source = 'aws_ec2_instance' and g.account_id = s.account_id and g.region = s.region
  left join named as n using (tenant, device_id)
  left join instance_verdict as v on v.account_id = n.account_id and v.instance_id = n.instance_id
)
select 'instance', account_id || '/' || instance_id, verdict, coalesce(tenant || '/' || device_id, ''), coalesce(rung::text, '') from instance_verdict
union all
select 'sensor', tenant || '/' || device_id, verdict, coalesce(account_id || '/' || instance_id, ''), '' from sensor_verdict
order by 1, 2
