-- The rules that every later table stands on: schemas named for nouns, one setting that names the tenant, and one
-- function that makes a table belong to tenants. The roles themselves are made by the migrator, which knows the passwords.

create schema raposa;
create schema organizations;
create schema accounts;
create schema ingestion;
create schema detection;
create schema incidents;

grant usage on schema raposa, organizations, accounts, ingestion, detection, incidents
  to raposa_writer, raposa_reader, raposa_mcp;

-- The organization of this connection, or null. Null matches no row, so a connection that forgot to say sees nothing.
create function raposa.current_org() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('raposa.org_id', true), '')::uuid;

grant execute on function raposa.current_org() to raposa_writer, raposa_reader, raposa_mcp;

-- Makes a table with an org_id a tenant's table: row-level security on and forced (its owner is bound too), one policy
-- for reading and writing, and the three application roles' grants.
create function raposa.make_tenant_table(tenant_table regclass) returns void
  language plpgsql as $$
begin
  execute format('alter table %s enable row level security', tenant_table);
  execute format('alter table %s force row level security', tenant_table);
  execute format(
    'create policy tenant on %s using (org_id = raposa.current_org()) with check (org_id = raposa.current_org())',
    tenant_table);
  execute format('grant select, insert, update, delete on %s to raposa_writer', tenant_table);
  execute format('grant select on %s to raposa_reader, raposa_mcp', tenant_table);
end $$;

revoke execute on function raposa.make_tenant_table(regclass) from public;
