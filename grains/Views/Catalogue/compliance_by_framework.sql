-- One row is a framework, and how many of its requirements pass, fail and are unknown.
-- question: How do we stand against each framework?
-- sources: *
-- column framework text: cis-aws-7.0, soc2, iso27001-2022, nist-csf-2.0 or pci-dss-4.0.1.
-- column title text: Its name.
-- column version text: Its version.
-- column controls bigint: Requirements that the platform knows of it: the denominator of the next three.
-- column passed bigint: Those of which all is known and right.
-- column failed bigint: Those with a failing check.
-- column unknown bigint: Those of which something is not known, or that a person has to assess.
-- column failing text: The failing ones.
-- column accounts bigint: Accounts that were checked.
-- column answer text: yes if all pass, no if any fails, else unknown.
-- column why text: What is not known.
-- column as_of timestamptz: The analysis.
-- column coverage text: How many verdicts there are, and in how many accounts.
select c.framework, c.title, c.version, count(*) as controls, count(*) filter (where c.answer = 'yes') as passed, count(*) filter (where c.answer = 'no') as failed,
  count(*) filter (where c.answer = 'unknown') as unknown, string_agg(c.control, ', ' order by c.place) filter (where c.answer = 'no') as failing,
  max(c.accounts) as accounts, case when bool_or(c.answer = 'no') then 'no' when bool_and(c.answer = 'yes') then 'yes' else 'unknown' end as answer,
  case when bool_or(c.answer = 'unknown') then format('Of %s requirements it is not known.', count(*) filter (where c.answer = 'unknown')) end as why,
  max(c.as_of) as as_of,
  format('%s passed, %s failed, %s unknown in %s accounts', t.passed, t.failed, t.unknown, t.accounts) as coverage
from raposa_views.controls() as c
cross join (
  select coalesce(sum(n.passed), 0) as passed, coalesce(sum(n.failed), 0) as failed, coalesce(sum(n.unknown), 0) as unknown, count(distinct n.account_id) as accounts
  from posture.tally as n where n.since <= raposa.as_of() and (n.until is null or n.until > raposa.as_of())) as t
group by c.framework, c.title, c.version, t.passed, t.failed, t.unknown, t.accounts
