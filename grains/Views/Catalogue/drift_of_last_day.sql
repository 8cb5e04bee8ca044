-- One row is a resource that was added, changed or removed within the last 24 hours, as sealed snapshots prove it.
-- question: What has changed in the estate since yesterday?
-- sources: *
-- column account_id text: The account.
-- column region text: The region; null where its source is read once for the account.
-- column source text: The source.
-- column resource text: The resource; null where a whole collection is not known.
-- column change text: added, changed or removed.
-- column changed_at timestamptz: When the snapshot that shows it was sealed.
-- column vendor_changed_at timestamptz: When the vendor says that it became so, where it says.
-- column answer text: yes, or unknown.
-- column why text: What is not known.
-- column as_of timestamptz: The time asked about.
-- column coverage text: How many of all collections are known.
with chain as (select c.org_id, c.chain_id, c.account_id, c.region, c.source from inventory.chain as c),
span as (
  select c.*, s.sequence, s.closed_at, s.snapshot_id,
    (select max(p.sequence) from inventory.snapshot as p
     where p.org_id = s.org_id and p.chain_id = s.chain_id and p.status = 2 and p.sequence < s.sequence) as before
  from chain as c
  join inventory.snapshot as s on s.org_id = c.org_id and s.chain_id = c.chain_id
  where s.status = 2 and s.closed_at > raposa.as_of() - interval '24 hours' and s.closed_at <= raposa.as_of()
    and (coalesce(s.added, 0) > 0 or coalesce(s.changed, 0) > 0 or coalesce(s.removed, 0) > 0)),
coverage as (select raposa_views.coverage_of(null) as words)
select p.account_id, p.region, p.source, o.resource_key as resource,
  case when exists (
    select from inventory.observation as b
    where b.org_id = o.org_id and b.chain_id = o.chain_id and b.resource_key = o.resource_key and b.first_seq <= p.before and b.last_seq >= p.before)
    then 'changed' else 'added' end as change,
  p.closed_at as changed_at, o.vendor_changed_at, 'yes' as answer, null as why, raposa.as_of() as as_of, coverage.words as coverage
from span as p cross join coverage
join inventory.observation as o on o.org_id = p.org_id and o.chain_id = p.chain_id and o.first_seq = p.sequence and o.last_seq >= p.sequence
where p.before is not null
union all
select p.account_id, p.region, p.source, o.resource_key, 'removed', p.closed_at, null, 'yes', null, raposa.as_of(), coverage.words
from span as p cross join coverage
join inventory.observation as o on o.org_id = p.org_id and o.chain_id = p.chain_id and o.last_seq >= p.before and o.last_seq < p.sequence
where not exists (
  select from inventory.observation as n
  where n.org_id = o.org_id and n.chain_id = o.chain_id and n.resource_key = o.resource_key and n.first_seq <= p.sequence and n.last_seq >= p.sequence)
union all
select k.account_id, k.region, k.source, null, null, null, null, 'unknown', k.why, raposa.as_of(), coverage.words
from raposa_views.collections(null) as k cross join coverage
where k.state <> 'known'
union all
select null, null, null, null, null, null, null, 'unknown', 'Nothing is collected.', raposa.as_of(), coverage.words
from coverage where raposa.current_org() is not null and not exists (select from inventory.chain)
