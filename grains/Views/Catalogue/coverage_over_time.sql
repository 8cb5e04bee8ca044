-- One row is a reconciliation: how many live instances had a working sensor then.
-- question: How has sensor coverage moved over time?
-- sources: aws_ec2_instance, aws_ec2_network_interface, crowdstrike_host
-- column as_of timestamptz: The run.
-- column live int: Instances that ran: the denominator of the next four.
-- column matched int: With a working sensor.
-- column unprotected int: Without one.
-- column unknown int: Of which it is not known.
-- column percent numeric: Matched of live, in percent; null where none was live.
-- column change numeric: Of the percentage against the run before, in points.
-- column sensor_records int: Records of sensors that Falcon had.
-- column ghosts int: Of them those whose machine is gone.
-- column answer text: yes, or unknown where something of the run was.
-- column why text: What is not known.
-- column coverage text: How many of the collections that the run read were complete.
select r.as_of, r.live, r.matched, r.unprotected, r.unknown, round(100.0 * r.matched / nullif(r.live, 0), 2) as percent,
  round(100.0 * r.matched / nullif(r.live, 0), 2) - lag(round(100.0 * r.matched / nullif(r.live, 0), 2)) over (order by r.as_of) as change,
  r.records as sensor_records, r.records_stale as ghosts,
  case when c.complete = c.number and r.unknown = 0 then 'yes' else 'unknown' end as answer,
  case when c.complete < c.number then format('%s of %s collections were not complete.', c.number - c.complete, c.number)
    when r.unknown > 0 then format('Of %s instances it is not known.', r.unknown) end as why,
  format('%s of %s collections complete', c.complete, c.number) as coverage
from reconciliation.run as r
cross join lateral (
  select count(*) as number, count(*) filter (where coalesce((chain ->> 'isComplete')::boolean, false)) as complete
  from jsonb_array_elements(r.chains) as chain) as c
where r.as_of <= raposa.as_of()
union all
select null, null, null, null, null, null, null, null, null, 'unknown', 'Nothing was reconciled by then.', 'no collections'
where raposa.current_org() is not null and not exists (select from reconciliation.run as r where r.as_of <= raposa.as_of())
