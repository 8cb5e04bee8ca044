using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;
using Raposa.LocalEngine.Activations;
using Raposa.LocalEngine.Calls;
using Raposa.LocalEngine.Reminders;

namespace Raposa.LocalEngine.Hosting;

/// <summary>The silo's life: stages upwards at start, every activation ended and stages downwards at stop.</summary>
internal sealed class LocalSilo : IHostedService, IAsyncDisposable
{
    private readonly IServiceProvider _services;
    private readonly Catalog _catalog;
    private readonly TimeProvider _time;
    private readonly TimeSpan _quantum;
    private ITimer? _collector;

    public LocalSilo(
        IServiceProvider services, Catalog catalog, Dispatcher dispatcher, TimeProvider time, IOptions<GrainCollectionOptions> collection)
    {
        _services = services;
        _catalog = catalog;
        _time = time;
        _quantum = collection.Value.CollectionQuantum;
        dispatcher.FindReceiver = catalog.Find;
    }

    public SiloLifecycle Lifecycle { get; } = new();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var participant in _services.GetServices<ILifecycleParticipant<ISiloLifecycle>>())
        {
            participant.Participate(Lifecycle);
        }

        if (_services.GetService<ReminderService>() is { } reminders)
        {
            Lifecycle.Subscribe(nameof(ReminderService), ServiceLifecycleStage.Active, reminders.StartAsync, _ => reminders.DisposeAsync().AsTask());
        }

        foreach (var task in _services.GetServices<StartupTask>())
        {
            Lifecycle.Subscribe(nameof(StartupTask), task.Stage, task.Run);
        }

        Lifecycle.Subscribe(
            nameof(Catalog), ServiceLifecycleStage.GrainDeactivation, _ => Task.CompletedTask, _catalog.DeactivateAllAsync);
        await Lifecycle.StartAsync(cancellationToken);
        _collector = _time.CreateTimer(_ => _catalog.CollectStale(), null, _quantum, _quantum);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _collector?.Dispose();
        await Lifecycle.StopAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _collector?.DisposeAsync() ?? ValueTask.CompletedTask;
}

internal sealed class SiloLifecycle : StagedLifecycle, ISiloLifecycle
{
    public int HighestCompletedStage => Reached;

    public int LowestStoppedStage => int.MaxValue;
}
