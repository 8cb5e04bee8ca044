using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans;
using Orleans.Runtime;
using Raposa.Support;

namespace Raposa.Engine;

/// <summary>The silo as the product starts it.</summary>
public sealed class OrleansHostTests(OrleansSilo silo) : IClassFixture<OrleansSilo>
{
    private readonly string _key = $"{Guid.NewGuid():D}/1234";

    [Fact]
    public async Task State_outlives_the_activation()
    {
        var note = silo.Grains.GetGrain<IYellowNoteGrain>(_key);
        await note.Write("kept");
        await note.Rest();

        Assert.Equal("kept", await note.Read());
    }

    [Fact]
    public async Task Cleared_state_stays_cleared()
    {
        var note = silo.Grains.GetGrain<IYellowNoteGrain>(_key);
        await note.Write("kept");
        await note.Forget();
        await note.Rest();

        Assert.Null(await note.Read());
    }

    [Fact]
    public async Task Grains_of_two_types_with_one_key_and_one_state_name_share_nothing()
    {
        var yellow = silo.Grains.GetGrain<IYellowNoteGrain>(_key);
        var blue = silo.Grains.GetGrain<IBlueNoteGrain>(_key);

        await yellow.Write("yellow");
        await blue.Write("blue");
        await yellow.Rest();
        await blue.Rest();

        Assert.Equal(("yellow", "blue"), (await yellow.Read(), await blue.Read()));
    }

    [Fact]
    public async Task Text_keys_that_are_one_hexadecimal_number_share_nothing()
    {
        string[] keys = ["a", "A", "0a", "000000000000000000000000000000aB", "000000000000000000000000000000Ab", "0+a", "a+"];
        var notes = keys.Select(key => silo.Grains.GetGrain<IYellowNoteGrain>(key)).ToList();
        foreach (var (note, key) in notes.Zip(keys))
        {
            await note.Write(key);
            await note.Rest();
        }

        foreach (var (note, key) in notes.Zip(keys))
        {
            Assert.Equal(key, await note.Read());
        }
    }

    [Fact]
    public async Task State_can_be_read_by_a_person()
    {
        await silo.Grains.GetGrain<IYellowNoteGrain>(_key).Write("kept");

        await using var look = silo.Postgres.Admin.CreateCommand(
            "select grain_type, convert_from(payload, 'UTF8') from orleans.grain_state where key_text = $1");
        look.Parameters.Add(new() { Value = _key });
        await using var row = await look.ExecuteReaderAsync();

        Assert.True(await row.ReadAsync());
        Assert.Equal(("yellownote/note", """{"Word":"kept"}"""), (row.GetString(0), row.GetString(1)));
    }

    [Theory]
    [InlineData("raposa_reader")]
    [InlineData("raposa_mcp")]
    public async Task Readers_may_not_look_into_the_engine(string role)
    {
        await using var source = role == "raposa_reader"
            ? NpgsqlDataSource.Create(silo.Postgres.ReaderConnectionString)
            : NpgsqlDataSource.Create(silo.Postgres.Mcp.ConnectionString);
        await using var look = source.CreateCommand("select * from orleans.grain_state");

        var refusal = await Assert.ThrowsAsync<PostgresException>(async () => await look.ExecuteReaderAsync());

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    [Fact]
    public async Task A_cluster_of_which_nobody_is_left_comes_back_under_another_address()
    {
        const string cluster = "came-back";
        using (var gone = OrleansSilo.Build(silo.Postgres, 11111, 30000, cluster))
        {
            var table = gone.Services.GetRequiredService<IMembershipTable>();
            await table.InitializeMembershipTableAsync(tryInitTableVersion: true);
            foreach (var port in new[] { FreePort.Next(), FreePort.Next() })
            {
                Assert.True(await table.InsertRowAsync(ActiveAt(port), (await table.ReadAllAsync()).Version.Next()));
            }
        }

        using var back = OrleansSilo.Build(silo.Postgres, FreePort.Next(), FreePort.Next(), cluster);
        await back.StartAsync();

        var members = (await back.Services.GetRequiredService<IMembershipTable>().ReadAllAsync()).Members;
        await back.StopAsync();
        Assert.Equal(
            [SiloStatus.Active, SiloStatus.Dead, SiloStatus.Dead],
            members.Select(member => member.Item1.Status).Order());
    }

    [Fact]
    public async Task A_silo_that_joins_one_that_lives_declares_nobody_dead()
    {
        const string cluster = "grows";
        using var first = OrleansSilo.Build(silo.Postgres, FreePort.Next(), FreePort.Next(), cluster);
        using var second = OrleansSilo.Build(silo.Postgres, FreePort.Next(), FreePort.Next(), cluster);
        await first.StartAsync();
        await second.StartAsync();

        var members = (await first.Services.GetRequiredService<IMembershipTable>().ReadAllAsync()).Members;
        await second.StopAsync();
        await first.StopAsync();

        Assert.Equal([SiloStatus.Active, SiloStatus.Active], members.Select(member => member.Item1.Status));
    }

    private static MembershipEntry ActiveAt(int port) => new()
    {
        SiloAddress = SiloAddress.New(System.Net.IPAddress.Loopback, port, 1),
        SiloName = "gone",
        HostName = "gone",
        Status = SiloStatus.Active,
        ProxyPort = 1,
        StartTime = DateTime.UtcNow,
        IAmAliveTime = DateTime.UtcNow,
    };
}
