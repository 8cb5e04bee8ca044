-- One row is a check in an account, and how many of its verdicts pass, fail and are unknown.
-- question: Which checks fail in which accounts, and of how many is it not known?
-- sources: *
-- column account_id text: The account.
-- column check_id text: The check: see docs/checks.md.
-- column passed int: Verdicts that pass.
-- column failed int: That fail.
-- column unknown int: That are not known.
-- column of_verdicts int: All three: the denominator.
-- column since timestamptz: The analysis that said so first.
-- column answer text: no if any fails, unknown if any is unknown, else yes.
-- column why text: What is not known.
-- column as_of timestamptz: The analysis.
-- column coverage text: How many analyses were made, and of how many accounts.
select t.account_id, t.check_id, t.passed, t.failed, t.unknown, t.passed + t.failed + t.unknown as of_verdicts, t.since,
  case when t.failed > 0 then 'no' when t.unknown > 0 then 'unknown' else 'yes' end as answer,
  case when t.unknown > 0 then format('%s of %s are not known.', t.unknown, t.passed + t.failed + t.unknown) end as why,
  (select max(p.as_of) from posture.run as p where p.as_of <= raposa.as_of()) as as_of,
  format('%s accounts checked', count(*) over (partition by t.check_id)) as coverage
from posture.tally as t
where t.since <= raposa.as_of() and (t.until is null or t.until > raposa.as_of())
union all
select null, null, null, null, null, null, null, 'unknown', 'No analysis has checked anything by then.', null, 'no accounts checked'
where raposa.current_org() is not null and not exists (select from posture.run as p where p.as_of <= raposa.as_of())
