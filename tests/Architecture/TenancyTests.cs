using Npgsql;
using Raposa.Database;
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
        select table_.oid::regclass::text, table_.relrowsecurity, table_.relforcerowsecurity, table_.relispartition,
          (select count(*) from pg_policy where polrelid = table_.oid)
        from pg_class as table_
        join pg_attribute as column_ on column_.attrelid = table_.oid and column_.attname = 'org_id' and not column_.attisdropped
        where table_.relkind in ('r', 'p')
        order by 1
        """;

    private static readonly string[] Roles = [DatabaseRoles.Writer, DatabaseRoles.Reader, DatabaseRoles.Mcp];

    [Fact]
    public async Task Row_level_security_is_forced_on_every_table_with_an_organization()
    {
        var open = new List<string>();
        await foreach (var table in GetTenantTables())
        {
            // A partition is reached through its parent, whose policies hold; nobody is granted the partition itself.
            if (!table.IsPartition && table is not { IsEnabled: true, IsForced: true, Policies: > 0 })
            {
                open.Add(table.ToString());
            }
        }

        Assert.Empty(open);
    }

    [Fact]
    public async Task With_no_tenant_set_no_role_sees_a_row_of_any_tenant()
    {
        await FillAsync();
        var seen = new List<string>();
        var tables = 0;
        await foreach (var table in GetTenantTables())
        {
            tables++;
            foreach (var role in Roles)
            {
                if (await CountAsync(SourceOf(role), table.Name) is > 0 and var rows)
                {
                    seen.Add($"{role} sees {rows} rows of {table.Name}");
                }
            }
        }

        Assert.Empty(seen);
        Assert.True(tables >= 6, $"Only {tables} tables have an org_id: the query for them is wrong.");
    }

    /// <summary>The test above would pass on an empty database; this says that it was not empty, and that a tenant does see it.</summary>
    [Fact]
    public async Task With_its_tenant_set_the_writer_sees_what_stands_there()
    {
        var organization = await FillAsync();

        Assert.True(await CountAsync(postgres.Admin, "organizations.credential_secret") > 0);
        await using var connection = await postgres.Tenants.OpenWriterAsync(organization, default);
        await using var command = new NpgsqlCommand("select count(*) from organizations.credential_secret", connection);
        Assert.Equal(1L, await command.ExecuteScalarAsync());
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

    private async IAsyncEnumerable<TenantTable> GetTenantTables()
    {
        await using var command = postgres.Admin.CreateCommand(TenantTables);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            yield return new(
                reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2), reader.GetBoolean(3), reader.GetInt64(4));
        }
    }

    /// <summary>One row in each table of the control plane, for an organization of its own.</summary>
    private async Task<Organizations.OrganizationId> FillAsync()
    {
        var organization = PostgresFixture.NewOrganizationId();
        await using var fill = postgres.Admin.CreateCommand(
            """
            with person as (
              insert into organizations.person (id, email, created_at) values (gen_random_uuid(), $1::text || '@example.com', now())
              returning id),
            organization as (
              insert into organizations.organization (org_id, name, created_at) values ($1, 'Example', now()) returning org_id),
            membership as (
              insert into organizations.membership (org_id, person_id, role, created_at)
              select org_id, id, 4, now() from organization, person returning org_id, person_id),
            invitation as (
              insert into organizations.invitation (org_id, token_hash, person_id, created_at, expires_at)
              select org_id, 'hash', person_id, now(), now() from membership),
            credential as (
              insert into organizations.credential (org_id, credential_id, name, api_key_hash, created_at)
              select org_id, 'credential', 'Example', 'hash', now() from organization returning org_id, credential_id),
            secret as (
              insert into organizations.credential_secret (org_id, secret_id, credential_id, sealed, created_at)
              select org_id, gen_random_uuid(), credential_id, 'sealed', now() from credential)
            insert into accounts.account_claim (account_id, org_id, name, claimed_at)
            select lpad(floor(random() * 1e12)::text, 12, '0'), org_id, 'Example', now() from organization
            """);
        fill.Parameters.Add(new() { Value = organization.Value });
        await fill.ExecuteNonQueryAsync();
        return organization;
    }

    private NpgsqlDataSource SourceOf(string role) => role switch
    {
        DatabaseRoles.Writer => postgres.Writer,
        DatabaseRoles.Reader => postgres.Reader,
        _ => postgres.Mcp,
    };

    /// <summary>Rows that the source sees; none where the table is not granted at all.</summary>
    private static async Task<long> CountAsync(NpgsqlDataSource source, string table)
    {
        await using var command = source.CreateCommand($"select count(*) from {table}");
        try
        {
            return (long)(await command.ExecuteScalarAsync())!;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return 0;
        }
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var command = postgres.Admin.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private sealed record TenantTable(string Name, bool IsEnabled, bool IsForced, bool IsPartition, long Policies);
}
