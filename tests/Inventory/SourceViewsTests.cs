using Npgsql;
using Raposa.Collection;
using Raposa.Support;

namespace Raposa.Inventory;

public class SourceViewsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private const string Whole =
        """
        {
          "Id": "m-1", "State": {"Name": "running"}, "Cpu": {"Cores": 4, "Load": 0.5}, "Optimized": false, "ChangedAt": "2026-02-28T10:00:00Z",
          "Address": "10.0.0.1", "Groups": [{"GroupId": "sg-1"}, {"GroupId": "sg-2"}], "Tags": [{"Key": "team", "Value": "a"}]
        }
        """;

    private readonly TestInventory _inventory = new(postgres);

    public Task InitializeAsync() => ReplaceAsync(TestSource.Machine);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_column_of_each_type_is_that_type_in_SQL()
    {
        await _inventory.RunAsync(0, RunStatus.Sealed, [("m-1", Whole)]);

        Assert.Equal(
            "m-1 running 4 0.5 false 2026-02-28 10:00 10.0.0.1/32 sg-2 a 4",
            await One(
                """
                select concat_ws(' ', machine_id, state, cores, load, is_optimized::text, to_char(changed_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI'),
                  text(address), group_ids[2], tags ->> 'team', cpu -> 'Cores')
                from source.aws_test_machine
                """));
        Assert.Equal(
            "text, text, bigint, double precision, boolean, timestamp with time zone, inet, text[], jsonb, jsonb",
            await One(
                """
                select string_agg(format_type(atttypid, null), ', ' order by attnum) from pg_attribute
                where attrelid = 'source.aws_test_machine'::regclass
                  and attname in ('machine_id', 'state', 'cores', 'load', 'is_optimized', 'changed_at', 'address', 'group_ids', 'tags', 'cpu')
                """));
    }

    [Fact]
    public async Task A_view_says_what_was_so_at_the_time_that_is_set()
    {
        await _inventory.RunAsync(0, RunStatus.Sealed, [("m-1", """{"State":{"Name":"running"}}""")]);
        await _inventory.RunAsync(10, RunStatus.Sealed, [("m-1", """{"State":{"Name":"stopped"}}"""), ("m-2", "{}")]);

        const string states = "select string_agg(machine_id || ':' || coalesce(state, '?'), ' ' order by machine_id) from source.aws_test_machine";
        Assert.Null(await One(states, TestInventory.Start.AddMinutes(-1)));
        Assert.Equal("m-1:running", await One(states, TestInventory.Start.AddMinutes(5)));
        Assert.Equal("m-1:stopped m-2:?", await One(states, TestInventory.Start.AddMinutes(11)));
        Assert.Equal("m-1:stopped m-2:?", await One(states));
    }

    [Fact]
    public async Task Another_organization_sees_nothing_in_a_view()
    {
        await _inventory.RunAsync(0, RunStatus.Sealed, [("m-1", Whole)]);
        await using var connection = await postgres.Tenants.OpenReaderAsync(PostgresFixture.NewOrganizationId(), default);
        await using var command = new NpgsqlCommand("select count(*) from source.aws_test_machine", connection);

        Assert.Equal(0L, await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_declared_column_keeps_its_name_and_ours_of_that_name_gives_way()
    {
        var other = new TestInventory(postgres, TestSource.Machine with
        {
            Name = "aws_test_copy",
            Columns = [new("snapshot_id", "Id", "Its id.", IsKey: true), new("account_id", "Owner", "Whose it is.")],
            ChangedAtColumn = null,
        });
        await ReplaceAsync(TestSource.Machine with
        {
            Name = "aws_test_copy",
            Columns = [new("snapshot_id", "Id", "Its id.", IsKey: true), new("account_id", "Owner", "Whose it is.")],
            ChangedAtColumn = null,
        });
        await other.RunAsync(0, RunStatus.Sealed, [("snap-1", """{"Id":"snap-1","Owner":"000000000001"}""")]);

        await using var connection = await postgres.Tenants.OpenReaderAsync(other.Organization, default);
        await using var command = new NpgsqlCommand(
            "select concat_ws(' ', snapshot_id, account_id, collected_account_id, region) from source.aws_test_copy", connection);

        Assert.Equal("snap-1 000000000001 123456789012 eu-west-1", await command.ExecuteScalarAsync());
        await ReplaceAsync(TestSource.Machine);
    }

    [Fact]
    public async Task Views_are_made_anew_and_those_of_sources_that_are_gone_go()
    {
        await ReplaceAsync(TestSource.Machine, TestSource.Machine with { Name = "aws_test_gone" });
        await ReplaceAsync(TestSource.Machine);
        await using var command = postgres.Admin.CreateCommand(
            "select string_agg(relname, ' ' order by relname) from pg_class where relnamespace = 'source'::regnamespace and relkind = 'v'");

        Assert.Equal(TestSource.Name, await command.ExecuteScalarAsync());
    }

    private Task ReplaceAsync(params SourceDefinition[] sources) =>
        new SourceViewStore(postgres.Admin).ReplaceAsync(SourceViews.Statements(sources), default);

    private async Task<string?> One(string sql, DateTimeOffset? asOf = null)
    {
        await using var connection = await postgres.Tenants.OpenReaderAsync(_inventory.Organization, default);
        if (asOf is { } at)
        {
            await using var setting = new NpgsqlCommand("select set_config('raposa.as_of', $1, false)", connection);
            setting.Parameters.Add(new() { Value = at.ToString("O") });
            await setting.ExecuteNonQueryAsync();
        }

        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() as string;
    }
}
