using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Raposa.LocalEngine.Activations;
using Raposa.LocalEngine.Calls;

namespace Raposa.LocalEngine.Simulation;

/// <summary>
/// A world with one silo in it, whose whole course follows from its seed: all of it runs on the thread of the test, and its
/// time goes from one timer to the next. Stored states and reminders outlive a crash of the silo; nothing else does.
/// </summary>
internal sealed class SimulatedWorld : IAsyncDisposable
{
    /// <summary>When a world begins unless it is said.</summary>
    public static readonly DateTimeOffset Beginning = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly ulong Crashing = Trace.IdOf("silo down"), Starting = Trace.IdOf("silo up");

    private readonly SimulatedTime _time;
    private readonly SimulatedRunner _runner;
    private readonly SimulatedDisk _disk = new();
    private readonly Observers _observers;
    private readonly CallFaults _faults;
    private readonly Action<ISiloBuilder> _configure;
    private readonly Mishaps _mishaps;
    private readonly int _seed;
    private SimulatedSilo _silo;

    private SimulatedWorld(int seed, Action<ISiloBuilder>? configure, Mishaps mishaps, DateTimeOffset start)
    {
        _seed = seed;
        _configure = configure ?? (_ => { });
        _mishaps = mishaps;
        Chance = new(seed);
        _time = new(start, Chance);
        Trace = new(_time);
        Pump = new(_time, Chance, Trace) { ActivationCrashes = mishaps.ActivationCrashes };
        _runner = new(Pump);
        _observers = new(_runner);
        Clock = new SimulatedClock(_time, Pump) { Context = new SimulatedContext(Pump) };
        _faults = new SimulatedFaults(mishaps, Chance, Trace, _runner, Clock);
        _silo = NewSilo(classes: null);
        var dispatcher = new Dispatcher(
            [], new ExactDeadlines(Clock, _silo.Services.GetRequiredService<IOptions<SiloMessagingOptions>>(), Pump), _faults)
        {
            FindReceiver = id => _silo.Find(id),
        };
        Grains = new ClusterClient(_silo.Services, _silo.Classes, _observers, dispatcher);
    }

    /// <summary>What a test calls grains by. Its references, and its observers, outlive a crash.</summary>
    public IGrainFactory Grains { get; }

    /// <summary>The services of the silo of this moment.</summary>
    public IServiceProvider Services => _silo.Services;

    /// <summary>The time of the world.</summary>
    public TimeProvider Clock { get; }

    /// <summary>The chance of the world: what a test chooses by it repeats with the seed.</summary>
    public Chance Chance { get; }

    public Trace Trace { get; }

    public Pump Pump { get; }

    public bool IsUp => _silo.IsUp;

    /// <summary>Told when the silo has crashed, and when it has started again.</summary>
    public Action<bool>? OnSilo { get; set; }

    /// <summary>Makes a world and starts its silo, which has memory storage and reminders unless configured otherwise.</summary>
    public static SimulatedWorld Start(
        int seed, Action<ISiloBuilder>? configure = null, Mishaps? mishaps = null, DateTimeOffset? start = null)
    {
        var simulation = new SimulatedWorld(seed, configure, mishaps ?? Mishaps.None, start ?? Beginning);
        simulation.RunNow(simulation.StartSiloAsync);
        return simulation;
    }

    /// <summary>Runs the work as a part of the world until it is complete; what it leaves behind goes on in the next run.</summary>
    /// <exception cref="SimulationException">Whatever failed, with the seed.</exception>
    public Task Run(Func<Task> work)
    {
        try
        {
            RunNow(work);
            return Task.CompletedTask;
        }
        catch (Exception failure)
        {
            return Task.FromException(failure);
        }
    }

    /// <inheritdoc cref="Run(Func{Task})"/>
    public async Task<T> Run<T>(Func<Task<T>> work)
    {
        T result = default!;
        await Run(async () => { result = await work(); });
        return result;
    }

    /// <summary>Lets the world go on for so long; complete when everything up to then has happened.</summary>
    public Task Advance(TimeSpan by) => Pump.IsRunning ? Pump.QuietAt(_time.Now + by.Ticks) : Run(() => Advance(by));

    /// <summary>Kills the silo, and starts another one after <paramref name="downtime"/>.</summary>
    public void Crash(TimeSpan downtime = default)
    {
        if (!Pump.IsRunning)
        {
            RunNow(() =>
            {
                Crash(downtime);
                return Task.CompletedTask;
            });
            return;
        }

        Trace.Add("silo down", Crashing, null, 0);
        _silo.Crash();
        OnSilo?.Invoke(false);
        After(downtime, () => _ = RestartAsync());
    }

    public ValueTask DisposeAsync()
    {
        if (!Pump.IsRunning)
        {
            Pump.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private SimulatedSilo NewSilo(GrainClasses? classes) =>
        new(Pump, _time, _disk, _faults, _observers, classes, _configure);

    private async Task StartSiloAsync()
    {
        await _silo.StartAsync();
        if (_mishaps.SiloLives is { } average)
        {
            After(Chance.Next(average * 2), () => Crash(Chance.Next(_mishaps.MostDowntime)));
        }
    }

    private async Task RestartAsync()
    {
        try
        {
            _silo = NewSilo(_silo.Classes);
            await StartSiloAsync();
            Trace.Add("silo up", Starting, null, 0);
            OnSilo?.Invoke(true);
        }
        catch (Exception failure)
        {
            Pump.Fail(failure);
        }
    }

    /// <summary>Once, and only if the silo of now is still the one of then.</summary>
    private void After(TimeSpan due, Action action)
    {
        var silo = _silo;
        ITimer? timer = null;
        timer = Clock.CreateTimer(
            _ =>
            {
                timer!.Dispose();
                if (ReferenceEquals(silo, _silo))
                {
                    action();
                }
            },
            null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(due, Timeout.InfiniteTimeSpan);
    }

    private void RunNow(Func<Task> work)
    {
        try
        {
            Pump.RunUntil(
                scheduler => Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap(),
                _runner);
        }
        catch (Exception failure)
        {
            throw new SimulationException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"seed {_seed}, at {Clock.GetUtcNow():yyyy-MM-dd HH:mm:ss.fff} after {Trace.Count} events: {failure.Message}\nThe last events:\n{Trace.Last()}"),
                failure);
        }
    }
}
