using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Runtime;
using Raposa.LocalEngine.Activations;
using Raposa.LocalEngine.Calls;
using Raposa.LocalEngine.Hosting;

namespace Raposa.LocalEngine.Simulation;

/// <summary>One life of the silo, from its start to its crash: its services, its timers and its activations end with it.</summary>
internal sealed class SimulatedSilo
{
    private readonly SimulatedContext _context;
    private readonly SimulatedClock _clock;
    private readonly SimulatedRunner _runner;
    private readonly ServiceProvider _services;

    public SimulatedSilo(
        Pump pump, SimulatedTime time, SimulatedDisk disk, CallFaults faults, Observers observers, GrainClasses? classes,
        Action<ISiloBuilder> configure)
    {
        _context = new(pump);
        _clock = new(time, pump) { Context = _context };
        _runner = new(pump);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddSingleton<TurnRunner>(_runner);
        services.AddSingleton(disk);
        services.AddSingleton(faults);
        services.AddSingleton(observers);
        services.AddSingleton<CallDeadlines>(
            provider => new ExactDeadlines(_clock, provider.GetRequiredService<IOptions<SiloMessagingOptions>>(), pump));
        if (classes is not null)
        {
            services.AddSingleton(classes);
        }

        var builder = new LocalSiloBuilder(services, new ConfigurationBuilder().Build());
        builder.AddMemoryGrainStorageAsDefault().UseInMemoryReminderService();
        configure(builder);
        _services = services.BuildServiceProvider();
    }

    public IServiceProvider Services => _services;

    /// <summary>True from the end of its start to its crash.</summary>
    public bool IsUp { get; private set; }

    public GrainClasses Classes => _services.GetRequiredService<GrainClasses>();

    private Catalog Catalog => _services.GetRequiredService<Catalog>();

    /// <summary>Starts it, as work of its own.</summary>
    public Task StartAsync() => Task.Factory.StartNew(
        async () =>
        {
            await _services.GetRequiredService<LocalSilo>().StartAsync(CancellationToken.None);
            IsUp = true;
        },
        CancellationToken.None, TaskCreationOptions.DenyChildAttach, _runner.Aside).Unwrap();

    /// <exception cref="SiloUnavailableException">It is down.</exception>
    public ICallReceiver Find(GrainId id) => IsUp ? Catalog.Find(id) : throw Down(id);

    /// <summary>Ends everything of it between two pieces of work.</summary>
    public void Crash()
    {
        IsUp = false;
        _context.IsDead = true;
        _clock.Die();
        _runner.Kill();
        _services.GetRequiredService<Dispatcher>().FindReceiver = id => throw Down(id);
        foreach (var activation in Catalog.Activations().OrderBy(activation => activation.Number).ToList())
        {
            activation.Crash();
        }
    }

    private static SiloUnavailableException Down(GrainId id) => new($"The silo is down; {id} cannot be called.");
}
