using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
#if ENGINE_ORLEANS
using Orleans.Storage;
using Raposa.Engine;
#endif

namespace Raposa.Support;

/// <summary>A silo of its own, in this process, with state and reminders in memory.</summary>
public sealed class EngineFixture : IAsyncDisposable
{
    private readonly IHost _host;

    private EngineFixture(IHost host) => _host = host;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _host.Services;

    public static async Task<EngineFixture> StartAsync(
        TimeProvider? time = null, Action<ISiloBuilder>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.UseOrleans(silo =>
        {
#if ENGINE_ORLEANS
            silo.UseLocalhostClustering(FreePort.Next(), FreePort.Next());
            silo.Services.AddSingleton<IGrainStorageSerializer, GrainStateSerializer>();
#endif
            silo.AddMemoryGrainStorageAsDefault().UseInMemoryReminderService();
            configure?.Invoke(silo);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
