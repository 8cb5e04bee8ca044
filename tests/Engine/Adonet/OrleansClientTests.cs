using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans;
using Orleans.Messaging;
using Orleans.Runtime;
using Raposa.Support;

namespace Raposa.Engine;

/// <summary>The API's way into the cluster.</summary>
public sealed class OrleansClientTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task A_client_that_starts_first_waits_for_the_silo_and_then_calls_grains()
    {
        using var client = Client("waits");
        var joined = client.StartAsync();
        using var silo = OrleansSilo.Build(postgres, FreePort.Next(), FreePort.Next(), "waits");
        await silo.StartAsync();
        await joined;

        var note = client.Services.GetRequiredService<IClusterClient>().GetGrain<IYellowNoteGrain>("note");
        await note.Write("through the gateway");

        Assert.Equal("through the gateway", await silo.Services.GetRequiredService<IGrainFactory>().GetGrain<IYellowNoteGrain>("note").Read());
        await client.StopAsync();
        await silo.StopAsync();
    }

    /// <summary>What an operator reads in the log of the API must be the database's own words.</summary>
    [Fact]
    public async Task What_the_database_refused_in_a_silo_arrives_with_its_words()
    {
        using var silo = OrleansSilo.Build(postgres, FreePort.Next(), FreePort.Next(), "refused");
        await silo.StartAsync();
        using var client = Client("refused");
        await client.StartAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(client.Services.GetRequiredService<IClusterClient>().GetGrain<IRefusedGrain>("r").Ask);

        Assert.Equal("42P01: relation \"notes\" does not exist", refused.Message);
        Assert.Equal("42P01", refused.Data["SqlState"]);
        await client.StopAsync();
        await silo.StopAsync();
    }

    [Fact]
    public async Task A_client_goes_on_with_the_silo_that_took_the_place_of_another()
    {
        using var first = OrleansSilo.Build(postgres, FreePort.Next(), FreePort.Next(), "moves");
        await first.StartAsync();
        using var client = Client("moves");
        await client.StartAsync();
        var note = client.Services.GetRequiredService<IClusterClient>().GetGrain<IYellowNoteGrain>("moved");
        await note.Write("kept");

        using var second = OrleansSilo.Build(postgres, FreePort.Next(), FreePort.Next(), "moves");
        await second.StartAsync();
        await first.StopAsync();

        Assert.Equal("kept", await note.Read());
        await client.StopAsync();
        await second.StopAsync();
    }

    [Fact]
    public async Task Only_active_silos_that_take_clients_are_gateways()
    {
        using var silo = OrleansSilo.Build(postgres, 11111, 30000, "gateways");
        var table = silo.Services.GetRequiredService<IMembershipTable>();
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true);
        foreach (var (port, status, gateway) in new[]
        {
            (1, SiloStatus.Active, 30001), (2, SiloStatus.Active, 0), (3, SiloStatus.Dead, 30003), (4, SiloStatus.Joining, 30004),
        })
        {
            await table.InsertRowAsync(Entry(port, status, gateway), (await table.ReadAllAsync()).Version.Next());
        }

        using var client = Client("gateways");
        var gateways = client.Services.GetRequiredService<IGatewayListProvider>();
        await gateways.InitializeGatewayListProvider();

        Assert.Equal([new Uri("gwy.tcp://192.0.2.1:30001/1")], await gateways.GetGateways());
    }

    private static MembershipEntry Entry(int port, SiloStatus status, int gateway) => new()
    {
        SiloAddress = OrleansSilo.NewSilo(port),
        SiloName = "silo",
        HostName = "host",
        Status = status,
        ProxyPort = gateway,
        StartTime = DateTime.UtcNow,
        IAmAliveTime = DateTime.UtcNow,
    };

    private IHost Client(string cluster)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Raposa:Postgres"] = postgres.WriterConnectionString,
            ["Raposa:Orleans:ClusterId"] = cluster,
        });
        OrleansClient.AddEngine(builder);
        return builder.Build();
    }
}
