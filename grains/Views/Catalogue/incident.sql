-- One row is an incident, as far as it had come.
-- question: Which incidents are there, in which state, how grave, and how old?
-- sources: cloudtrail
-- column incident_id uuid: The incident.
-- column title text: What it is, in a few words.
-- column severity text: informational, low, medium, high or critical.
-- column state text: open or closed, at the time asked about.
-- column actor text: Whose doing it is.
-- column accounts text: The accounts that it touches.
-- column hits int: Pieces of evidence, as of now.
-- column first_event_at timestamptz: The first recorded call in it.
-- column last_event_at timestamptz: The last one.
-- column opened_at timestamptz: When it was opened.
-- column closed_at timestamptz: When it was closed; null while it is open.
-- column age_hours numeric: From its opening to its end, or to the time asked about.
-- column answer text: yes.
-- column why text: What is not known.
-- column as_of timestamptz: The time asked about.
-- column coverage text: How many incidents there are, and how many of them are open.
select i.incident_id, i.title, raposa_views.severity_of(i.severity) as severity,
  case when i.closed_at <= raposa.as_of() then 'closed' else 'open' end as state, i.actor, array_to_string(i.account_ids, ', ') as accounts, i.hit_count as hits,
  i.first_event_at, i.last_event_at, i.opened_at, case when i.closed_at <= raposa.as_of() then i.closed_at end as closed_at,
  round((extract(epoch from least(coalesce(i.closed_at, raposa.as_of()), raposa.as_of()) - i.opened_at) / 3600)::numeric, 1) as age_hours,
  'yes' as answer, null::text as why, raposa.as_of() as as_of,
  format('%s incidents, %s open', count(*) over (), count(*) filter (where i.closed_at is null or i.closed_at > raposa.as_of()) over ()) as coverage
from incidents.incident as i
where i.merged_into is null and i.opened_at <= raposa.as_of()
