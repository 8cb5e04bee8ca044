using Npgsql;
using Raposa.Support;

namespace Raposa.Database;

public class MigratorTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task A_second_run_applies_nothing()
    {
        var applied = await new Migrator(postgres.Admin).RunAsync(PostgresServer.Passwords, null, default);

        Assert.Equal(0, applied);
    }

    [Fact]
    public async Task An_edited_migration_is_refused_by_name()
    {
        var database = await (await PostgresServer.GetAsync()).CreateDatabaseAsync();
        await using var admin = NpgsqlDataSource.Create((await PostgresServer.GetAsync()).AdminOf(database));
        await using (var edit = admin.CreateCommand("update schema_history.migration set sha256 = 'other' where version = 1"))
        {
            await edit.ExecuteNonQueryAsync();
        }

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => new Migrator(admin).RunAsync(PostgresServer.Passwords, null, default));

        Assert.StartsWith("0001_database_tenancy.sql was changed after it ran", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_newer_than_the_build_is_refused()
    {
        var database = await (await PostgresServer.GetAsync()).CreateDatabaseAsync();
        await using var admin = NpgsqlDataSource.Create((await PostgresServer.GetAsync()).AdminOf(database));
        await using (var insert = admin.CreateCommand(
            "insert into schema_history.migration (version, name, sha256, duration_ms) values (9999, '9999_x.sql', '', 0)"))
        {
            await insert.ExecuteNonQueryAsync();
        }

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(
            () => new Migrator(admin).RunAsync(PostgresServer.Passwords, null, default));

        Assert.Contains("9999", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Runners_in_parallel_apply_each_migration_once()
    {
        var server = await PostgresServer.GetAsync();
        await using (var admin = NpgsqlDataSource.Create(server.AdminOf("postgres")))
        await using (var create = admin.CreateCommand("create database raposa_parallel"))
        {
            await create.ExecuteNonQueryAsync();
        }

        await using var source = NpgsqlDataSource.Create(server.AdminOf("raposa_parallel"));
        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(
            _ => new Migrator(source).RunAsync(PostgresServer.Passwords, null, default)));

        Assert.Equal(Migration.All().Count, applied.Sum());
    }
}
