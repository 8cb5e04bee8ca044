-- Which sensors' records count otherwise than on record: as decided where they name an instance, else by this, which says of all
-- ghosts at once what SensorRules.OfGhost says of one. $1 to $6: what is decided (tenant, device, class, reason, account,
-- instance); $7 to $10: the connected accounts, whether their instances are all known, whether a complete snapshot came before,
-- and whether their interfaces are known too; $11 to $14: the same of their regions' instances; $15, $16: instances that went
-- missing lately; $17 how long a silence confirms an absence; $18 the organization.
insert into reconcile_change
with account as (
  select * from unnest($7::text[], $8::boolean[], $9::boolean[], $10::boolean[]) as a (account_id, is_complete, has_previous, is_whole)
), everywhere as (
  select coalesce(bool_and(is_complete), false) as is_complete, coalesce(bool_and(has_previous), false) as has_previous,
    coalesce(bool_and(is_whole), false) as is_whole
  from account
), region as (
  select * from unnest($11::text[], $12::text[], $13::boolean[], $14::boolean[]) as g (account_id, region, is_complete, has_previous)
), decided as (
  select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
    as d (tenant, device_id, class, reason, account_id, instance_id)
), lately as (
  select instance_id, array_agg(account_id) as account_ids from unnest($15::text[], $16::text[]) as l (account_id, instance_id)
  group by instance_id
), known as (
  select s.*,
    case
      when s.account_id is null then e.is_complete
      when s.region is null then a.is_complete
      else coalesce(g.is_complete, false)
    end as is_complete,
    case
      when s.account_id is null then e.has_previous
      when s.region is null then a.has_previous
      else coalesce(g.has_previous, false)
    end as has_previous,
    case when s.account_id is null then e.is_whole else a.is_whole end as is_whole,
    s.account_id is null or a.account_id is not null as is_connected,
    s.read_at - s.last_seen_at > $17 as is_quiet,
    l.instance_id is not null and (s.account_id is null or s.account_id = any(l.account_ids)) as was_there_lately
  from reconcile_sensor as s
  cross join everywhere as e
  left join account as a on a.account_id = s.account_id
  left join region as g on g.account_id = s.account_id and g.region = s.region
  left join lately as l on l.instance_id = s.instance_id
), verdict as (
  select k.tenant, k.device_id, coalesce(d.class || ' ' || d.reason, v.verdict) as verdict, d.account_id, d.instance_id, k.agent_version as sensor_version
  from known as k
  left join decided as d on d.tenant = k.tenant and d.device_id = k.device_id
  cross join lateral (
    select case
      -- As it is spelled by all first: to ignore the case takes as long as all the rest.
      when k.provider not like 'AWS%' and k.provider not ilike 'AWS%' then 'out_of_scope other_cloud'
      when k.provider is null and k.instance_id is null and k.is_ec2_hardware is not true then
        case
          when k.product_type = 'Workstation' then 'out_of_scope workstation'
          when k.is_ec2_hardware is false then 'out_of_scope on_prem'
          else 'unknown origin_unknown'
        end
      when not k.is_connected then 'stale account_not_connected'
      when k.instance_id is null then
        case
          when not k.is_whole then 'unknown chain_not_sealed'
          when k.is_quiet then 'stale instance_absent'
          else 'unknown absence_unconfirmed'
        end
      when not k.is_complete then 'unknown chain_not_sealed'
      when k.was_there_lately or not (k.has_previous or k.is_quiet) then 'unknown absence_unconfirmed'
      else 'stale instance_absent'
    end as verdict) as v
), standing as (
  select tenant, device_id, class || ' ' || reason as verdict, account_id, instance_id, sensor_version
  from reconciliation.sensor_verdict where org_id = $18 and until_at = 'infinity'
)
-- Without a class: the record is gone.
select coalesce(v.tenant, s.tenant), coalesce(v.device_id, s.device_id), split_part(v.verdict, ' ', 1), split_part(v.verdict, ' ', 2), v.account_id,
  v.instance_id, v.sensor_version
from verdict as v
full join standing as s on s.tenant = v.tenant and s.device_id = v.device_id
where row (v.verdict, v.account_id, v.instance_id, v.sensor_version) is distinct from row (s.verdict, s.account_id, s.instance_id, s.sensor_version)
