-- One row is a source of an account, and of a region where it is read by region.
-- question: What do we know of each source, since when, and what do we not know and why?
-- sources: *
-- column account_id text: The account.
-- column region text: The region; null where it is read once for the account.
-- column source text: The source.
-- column state text: known; gaps: some of it could not be seen; stale: the last run did not end well; unknown: nothing was ever collected whole.
-- column resources int: How many resources the newest whole snapshot has.
-- column sealed_at timestamptz: When that was.
-- column age_minutes bigint: How old that is, in minutes.
-- column last_ended_at timestamptz: When the last run ended, however.
-- column answer text: yes for what is known, unknown for everything else.
-- column why text: What is missing, in the vendor's words where there are any.
-- column as_of timestamptz: The time asked about.
-- column coverage text: How many of all collections are known.
select k.account_id, k.region, k.source, k.state, k.resources, k.sealed_at, (extract(epoch from raposa.as_of() - k.sealed_at) / 60)::bigint as age_minutes,
  k.last_ended_at, case k.state when 'known' then 'yes' else 'unknown' end as answer, k.why, raposa.as_of() as as_of,
  (select raposa_views.coverage_of(null)) as coverage
from raposa_views.collections(null) as k
union all
select null, null, null, 'unknown', null, null, null, null, 'unknown', 'Nothing is collected.', raposa.as_of(), raposa_views.coverage_of(null)
where raposa.current_org() is not null and not exists (select from inventory.chain) and not exists (select from collection.schedule)
