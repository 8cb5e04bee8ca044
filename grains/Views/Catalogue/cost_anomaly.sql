-- One row is a run of days on which a service cost what the weeks before do not explain, with the call that can have moved it.
-- question: Why did the bill move, on which days, and who moved it?
-- sources: aws_cost_by_service, aws_cost_by_usage_type
-- column account_id text: The account; null where the bill is not known.
-- column service text: The service, as the bill names it.
-- column first_day date: The first of the days.
-- column last_day date: The last of them.
-- column actual numeric: What they cost.
-- column expected numeric: What the weeks before let expect.
-- column difference numeric: Of these two.
-- column currency text: Of all three.
-- column driver text: The kind of usage that moved most.
-- column cause_event text: The recorded call that is the likeliest cause.
-- column cause_actor text: Who made it.
-- column cause_event_id text: CloudTrail's id of it.
-- column cause_at timestamptz: When it was made.
-- column cause_resources text: What it made or changed.
-- column names_driver boolean: Whether the call names what moved; false if it only fits by service, region and time.
-- column answer text: yes if a call explains it, unknown if none does.
-- column why text: What could not be looked at for causes.
-- column as_of timestamptz: The analysis that said so last.
-- column coverage text: How many of the collections that this stands on are known.
with coverage as (select raposa_views.coverage_of(array['aws_cost_by_service', 'aws_cost_by_usage_type']) as words)
select a.account_id, a.service, a.first_day, a.last_day, round(a.actual, 2) as actual, round(a.expected, 2) as expected, round(a.actual - a.expected, 2) as difference,
  a.currency, a.drivers -> 0 ->> 'UsageType' as driver, c.cause ->> 'EventName' as cause_event, c.cause ->> 'Actor' as cause_actor, c.cause ->> 'EventId' as cause_event_id,
  raposa_views.time_of(c.cause ->> 'At') as cause_at,
  (select string_agg(r.id, ', ') from jsonb_array_elements_text(case jsonb_typeof(c.cause -> 'Resources') when 'array' then c.cause -> 'Resources' else '[]' end) as r (id)) as cause_resources,
  c.cause ->> 'Names' is not null as names_driver,
  case when c.cause is null then 'unknown' else 'yes' end as answer,
  coalesce(nullif(array_to_string(a.unknown, ' '), ''), case when c.cause is null then 'No recorded call explains it.' end) as why, a.as_of, coverage.words as coverage
from cost.anomaly as a
cross join coverage
left join lateral (select e.cause from jsonb_array_elements(a.causes) with ordinality as e (cause, place) order by e.place limit 1) as c on true
where a.first_seen_at <= raposa.as_of()
union all
select k.account_id, null, null, null, null, null, null, null, null, null, null, null, null, null, null, 'unknown', k.why, k.as_of, coverage.words
from raposa_views.not_known(array['aws_cost_by_service', 'aws_cost_by_usage_type']) as k cross join coverage
