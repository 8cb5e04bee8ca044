-- One row is what a value of a cost tag that names owners cost in the last 30 days for which there is a bill.
-- question: What does each owner cost?
-- sources: aws_cost_by_tag
-- column account_id text: The account whose bill it is; null where no account's is known.
-- column tag text: The tag: owner, team, cost center, or whatever of these is activated for costs.
-- column owner text: Its value; empty for what carries no such tag.
-- column currency text: The currency of the sums.
-- column cost numeric: What was charged in the 30 days, unblended.
-- column cost_before numeric: What was charged in the 30 days before them.
-- column share numeric: Of all that the account was charged in the 30 days, in percent.
-- column days bigint: Of how many of the 30 days there is a bill.
-- column last_day date: The last of them.
-- column is_final boolean: False: a day among them may still change.
-- column answer text: yes, or unknown.
-- column why text: What is not known.
-- column as_of timestamptz: When the bill was collected.
-- column coverage text: How many of the collections that this stands on are known.
with line as (
  select c.account_id, split_part(c.keys[1], '$', 1) as tag, substring(c.keys[1] from position('$' in c.keys[1]) + 1) as owner,
    (c.day at time zone 'UTC')::date as day, c.cost::numeric as cost, c.currency, coalesce(c.is_estimated, false) as is_estimated, c.sealed_at
  from source.aws_cost_by_tag as c),
of_owners as (
  select l.*, max(l.day) over (partition by l.account_id) as last_day from line as l
  where lower(translate(l.tag, '_-: ', '')) in ('owner', 'team', 'costcenter', 'costcentre', 'squad', 'department')),
summed as (
  select o.account_id, o.tag, o.owner, min(o.currency) as currency, sum(o.cost) filter (where o.day > o.last_day - 30) as cost,
    sum(o.cost) filter (where o.day <= o.last_day - 30 and o.day > o.last_day - 60) as cost_before,
    o.last_day, not bool_or(o.is_estimated) filter (where o.day > o.last_day - 30) as is_final, max(o.sealed_at) as sealed_at
  from of_owners as o group by o.account_id, o.tag, o.owner, o.last_day),
days as (
  select o.account_id, o.tag, count(distinct o.day) filter (where o.day > o.last_day - 30) as number from of_owners as o group by o.account_id, o.tag),
coverage as (select raposa_views.coverage_of(array['aws_cost_by_tag']) as words)
select s.account_id, s.tag, s.owner, s.currency, round(coalesce(s.cost, 0), 2) as cost, round(coalesce(s.cost_before, 0), 2) as cost_before,
  round(100 * s.cost / nullif(sum(s.cost) over (partition by s.account_id, s.tag), 0), 2) as share, d.number as days, s.last_day, s.is_final,
  'yes' as answer, null as why, s.sealed_at as as_of, coverage.words as coverage
from summed as s join days as d on d.account_id = s.account_id and d.tag = s.tag cross join coverage
union all
select distinct l.account_id, null, null, null, null::numeric, null::numeric, null::numeric, null::bigint, null::date, null::boolean, 'unknown',
  'No tag that names owners is activated for costs in this account.', max(l.sealed_at) over (partition by l.account_id), coverage.words
from line as l cross join coverage
where not exists (select from of_owners as o where o.account_id = l.account_id)
union all
select k.account_id, null, null, null, null, null, null, null, null, null, 'unknown', k.why, k.as_of, coverage.words
from raposa_views.not_known(array['aws_cost_by_tag']) as k cross join coverage
