using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;
using Orleans.Timers;
using Raposa.LocalEngine.Activations;
using Raposa.LocalEngine.Calls;
using Raposa.LocalEngine.Simulation;
using Raposa.LocalEngine.Storage;
using Raposa.LocalEngine.Timers;

namespace Raposa.LocalEngine.Hosting;

/// <summary>Registers the engine's own services, once, in the host's container.</summary>
internal sealed class LocalSiloBuilder : ISiloBuilder
{
    public LocalSiloBuilder(IServiceCollection services, IConfiguration configuration)
    {
        Services = services;
        Configuration = configuration;
        if (services.Any(service => service.ServiceType == typeof(Catalog)))
        {
            return;
        }

        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<TurnRunner>();
        services.TryAddSingleton<CallFaults>();
        services.TryAddSingleton<CallDeadlines, SweptDeadlines>();
        services.TryAddSingleton<GrainClasses>();
        services.TryAddSingleton<Observers>();
        services.TryAddSingleton<IGrainStorageSerializer, JsonGrainStorageSerializer>();
        services.AddSingleton<Dispatcher>();
        services.AddSingleton<TicksUnderWay>();
        services.AddSingleton<Catalog>();
        services.AddSingleton<Simulator>();
        services.AddSingleton<ClusterClient>();
        services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<ClusterClient>());
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<ClusterClient>());
        services.AddSingleton<IPersistentStateFactory, PersistentStateFactory>();
        services.AddSingleton<ITimerRegistry, GrainTimers>();
        services.AddSingleton<LocalSilo>();
        services.AddSingleton<ISiloLifecycle>(provider => provider.GetRequiredService<LocalSilo>().Lifecycle);
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<LocalSilo>());
    }

    public IServiceCollection Services { get; }

    public IConfiguration Configuration { get; }
}

/// <summary>Work to do at a stage of the silo's start.</summary>
internal sealed record StartupTask(int Stage, Func<CancellationToken, Task> Run);
