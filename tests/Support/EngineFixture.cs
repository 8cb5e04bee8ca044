using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
#if ENGINE_ORLEANS
using Orleans.Storage;
using Raposa.Engine;
#endif

namespace Raposa.Support;

/// <summary>A silo of its own, in this process, with state and reminders in memory.</summary>
public sealed class EngineFixture : IAsyncDisposable
{
    /// <summary>How long a call may take before it fails, where time passes by itself: a busy machine is no fault of what is tested.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

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
            if (time is null or OffsetClock)
            {
                silo.Services.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = Patience);
            }

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
