-- One row is a requirement of a framework, and what the checks behind it say.
-- question: Which requirements of which framework fail or are not known?
-- sources: *
-- column framework text: cis-aws-7.0, soc2, iso27001-2022, nist-csf-2.0 or pci-dss-4.0.1.
-- column control text: Its number.
-- column control_title text: What it asks.
-- column assessment text: automated, manual or process: how it is found out whether it is met.
-- column passed bigint: Verdicts of its checks that pass.
-- column failed bigint: That fail.
-- column unknown bigint: That are not known.
-- column accounts_evaluated bigint: Accounts in which all of its checks were made.
-- column accounts bigint: Accounts that were checked at all: the denominator.
-- column answer text: yes if it passes, no if it fails, or unknown.
-- column why text: What is not known.
-- column as_of timestamptz: The analysis.
-- column coverage text: In how many accounts its checks were made.
select c.framework, c.control, c.control_title, c.assessment, c.passed, c.failed, c.unknown, c.accounts_evaluated, c.accounts, c.answer,
  case when c.answer <> 'unknown' then null
    when c.accounts = 0 then 'Nothing was analyzed by then.'
    when not c.is_met then 'A person has to assess it, or how the organization works meets it.'
    when c.unknown > 0 then format('%s verdicts are unknown.', c.unknown)
    else format('Its checks were made in %s of %s accounts.', c.accounts_evaluated, c.accounts) end as why,
  c.as_of, format('%s of %s accounts', c.accounts_evaluated, c.accounts) as coverage
from raposa_views.controls() as c
