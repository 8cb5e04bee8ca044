-- An AWS account that an organization claimed as its own. The account comes first in the key, unlike everywhere else,
-- because that is what is unique here: an account belongs to one organization at the most.
create table accounts.account_claim (
  account_id text primary key check (account_id ~ '^[0-9]{12}$'),
  org_id uuid not null,
  name text not null check (length(name) between 1 and 100),
  claimed_at timestamptz not null
);

create index account_claim_by_organization on accounts.account_claim (org_id, account_id);

select raposa.make_tenant_table('accounts.account_claim');

-- Whether an account is taken must be known across tenants: a connection that names one account sees its claim, and no other.
create policy named on accounts.account_claim for select to raposa_writer
  using (account_id = nullif(current_setting('raposa.account_id', true), ''));
