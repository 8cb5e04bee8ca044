using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Raposa.Support;

namespace Raposa.Engine;

/// <summary>A silo as the product starts it, on a migrated database of its own.</summary>
public sealed class OrleansSilo : IAsyncLifetime
{
    private IHost? _host;

    public PostgresFixture Postgres { get; } = new();

    public IServiceProvider Services => (_host ?? throw new InvalidOperationException("The silo was not started.")).Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    internal IMembershipTable Membership => Services.GetRequiredService<IMembershipTable>();

    public async Task InitializeAsync()
    {
        await Postgres.InitializeAsync();
        _host = Build(Postgres, FreePort.Next(), FreePort.Next());
        await _host.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.StopAsync();
            _host.Dispose();
        }

        await Postgres.DisposeAsync();
    }

    /// <summary>A silo that is not started yet. <paramref name="cluster"/> null: the product's own id.</summary>
    internal static IHost Build(PostgresFixture postgres, int siloPort, int gatewayPort, string? cluster = null)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Raposa:Postgres"] = postgres.WriterConnectionString,
            ["Raposa:Orleans:SiloPort"] = $"{siloPort}",
            ["Raposa:Orleans:GatewayPort"] = $"{gatewayPort}",
            ["Raposa:Orleans:ClusterId"] = cluster ?? "raposa",
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddConsole();
        OrleansHost.AddEngine(builder);
        return builder.Build();
    }

    internal static SiloAddress NewSilo(int port, int generation = 1) =>
        SiloAddress.New(IPAddress.Parse("192.0.2.1"), port, generation);
}
