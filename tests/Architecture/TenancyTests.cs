using Npgsql;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Architecture;

/// <summary>
/// The database keeps tenants apart by itself. The tables are found in the catalog, so a new one is held to the same rules
/// without a line here.
/// </summary>
public class TenancyTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string TenantTables =
        """
        select table_.oid::regclass::text, table_.relrowsecurity and table_.relforcerowsecurity
            and exists (select from pg_policy where polrelid = table_.oid),
          table_.relispartition and not exists (
            select from unnest(array['raposa_writer', 'raposa_reader', 'raposa_mcp']) as role
            where has_table_privilege(role, table_.oid, 'select, insert, update, delete, truncate')
              or has_any_column_privilege(role, table_.oid, 'select, insert, update')),
          table_.relispartition
        from pg_class as table_
        join pg_attribute as column_ on column_.attrelid = table_.oid and column_.attname = 'org_id' and not column_.attisdropped
        where table_.relkind in ('r', 'p')
        order by 1
        """;

    [Fact]
    public async Task Row_level_security_is_forced_on_every_table_with_an_organization()
    {
        await TenantRows.FillAsync(postgres);

        // A partition that nobody is granted is reached through its parent alone, whose policies hold.
        Assert.DoesNotContain(await GetTenantTables(), table => !table.IsGuarded && !table.IsOutOfReach);
    }

    [Fact]
    public async Task With_no_tenant_set_no_role_sees_a_row_of_any_tenant()
    {
        await TenantRows.FillAsync(postgres);

        Assert.Empty(await SeenAsync(tenant: null, "true"));
    }

    [Fact]
    public async Task With_another_tenant_set_no_role_sees_a_row_of_this_one()
    {
        var ours = await TenantRows.FillAsync(postgres);
        var theirs = await TenantRows.FillAsync(postgres);

        Assert.Empty(await SeenAsync(theirs, $"org_id = '{ours}'"));
    }

    /// <summary>On an empty database the tests above would pass whatever the policies say. It is not empty.</summary>
    [Fact]
    public async Task With_its_tenant_set_the_writer_sees_a_row_in_every_table()
    {
        var ours = await TenantRows.FillAsync(postgres);
        var all = (await GetTenantTables()).Where(table => !table.IsPartition).Select(table => $"raposa_writer {table.Name}").ToList();

        Assert.Equal(all, (await SeenAsync(ours, $"org_id = '{ours}'")).Where(seen => all.Contains(seen)));
        Assert.True(all.Count >= 15, $"Only {all.Count} tables have an org_id: the query for them is wrong.");
    }

    [Fact]
    public async Task A_row_cannot_be_written_for_another_tenant()
    {
        await using var connection = await postgres.Tenants.OpenWriterAsync(PostgresFixture.NewOrganizationId(), default);
        await using var command = new NpgsqlCommand(
            "insert into organizations.organization (org_id, name, created_at) values (gen_random_uuid(), 'x', now())", connection);

        var refusal = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Fact]
    public async Task Application_roles_own_nothing_and_bypass_nothing()
    {
        Assert.Equal(3L, await ScalarAsync(
            """
            select count(*) from pg_roles
            where rolname in ('raposa_writer', 'raposa_reader', 'raposa_mcp')
              and not rolsuper and not rolbypassrls and not rolcreaterole and not rolcreatedb and rolcanlogin
            """));
        Assert.Equal(0L, await ScalarAsync(
            """
            select count(*) from pg_shdepend as owned join pg_roles as role on role.oid = owned.refobjid
            where owned.deptype = 'o' and role.rolname in ('raposa_writer', 'raposa_reader', 'raposa_mcp')
            """));
        Assert.Equal(0L, await ScalarAsync(
            """
            select count(*) from pg_auth_members as membership join pg_roles as member on member.oid = membership.member
            where member.rolname in ('raposa_writer', 'raposa_reader', 'raposa_mcp')
            """));
    }

    [Theory]
    [InlineData("select password_hash from organizations.person")]
    [InlineData("select email from organizations.person")]
    [InlineData("select api_key_hash from organizations.credential")]
    [InlineData("select sealed from organizations.credential_secret")]
    [InlineData("select token_hash from organizations.invitation")]
    [InlineData("select sealed_private from organizations.token_key")]
    public async Task Reading_roles_see_no_person_and_no_secret(string sql)
    {
        foreach (var source in new[] { postgres.Reader, postgres.Mcp })
        {
            await using var command = source.CreateCommand(sql);

            var refusal = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteScalarAsync());

            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        }
    }

    /// <summary>A view that ran as its owner would show every tenant's rows, row-level security or not.</summary>
    [Fact]
    public async Task Views_run_as_their_caller() => Assert.Equal(0L, await ScalarAsync(
        """
        select count(*) from pg_class as view_ join pg_namespace as schema_ on schema_.oid = view_.relnamespace
        where view_.relkind = 'v' and schema_.nspname not in ('pg_catalog', 'information_schema')
          and not coalesce(view_.reloptions, '{}') @> '{security_invoker=true}'
        """));

    private async Task<List<TenantTable>> GetTenantTables()
    {
        var tables = new List<TenantTable>();
        await using var command = postgres.Admin.CreateCommand(TenantTables);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            tables.Add(new(reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2), reader.GetBoolean(3)));
        }

        return tables;
    }

    /// <summary>Role and table, for each table in which the role sees a row for which the condition holds.</summary>
    private async Task<List<string>> SeenAsync(OrganizationId? tenant, string condition)
    {
        var seen = new List<string>();
        foreach (var (role, source) in new[] { ("raposa_writer", postgres.Writer), ("raposa_reader", postgres.Reader), ("raposa_mcp", postgres.Mcp) })
        {
            await using var connection = await source.OpenConnectionAsync();
            await using var setting = new NpgsqlCommand("select set_config('raposa.org_id', $1, false)", connection);
            setting.Parameters.Add(new() { Value = tenant?.ToString() ?? "" });
            await setting.ExecuteNonQueryAsync();
            foreach (var table in await GetTenantTables())
            {
                if (await IsSeenAsync(connection, table.Name, condition))
                {
                    seen.Add($"{role} {table.Name}");
                }
            }
        }

        return seen;
    }

    /// <summary>A table that is not granted at all shows nothing.</summary>
    private static async Task<bool> IsSeenAsync(NpgsqlConnection connection, string table, string condition)
    {
        await using var command = new NpgsqlCommand($"select exists (select from {table} where {condition})", connection);
        try
        {
            return (bool)(await command.ExecuteScalarAsync())!;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return false;
        }
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var command = postgres.Admin.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private sealed record TenantTable(string Name, bool IsGuarded, bool IsOutOfReach, bool IsPartition);
}
