using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;
using Raposa.LocalEngine.Calls;

namespace Raposa.LocalEngine.Activations;

/// <summary>Every activation of the silo, one per grain, and the observers beside them.</summary>
internal sealed partial class Catalog(
    IServiceProvider services, GrainClasses classes, Observers observers, Dispatcher dispatcher, TurnRunner runner,
    IEnumerable<IIncomingGrainCallFilter> filters, TimeProvider time, IOptions<GrainCollectionOptions> options, ILogger<Catalog> log)
{
    private const int MostForwards = 10;

    private readonly ConcurrentDictionary<GrainId, ICallReceiver> _receivers = new();
    private readonly IdleWatch _idle = new(time, options.Value.CollectionQuantum);
    private long _made;

    public IServiceProvider Services => services;

    public TimeProvider Time => time;

    public TurnRunner Runner => runner;

    /// <summary>How long an activation may take from its making to its first call.</summary>
    public TimeSpan ActivationTimeout { get; } = options.Value.ActivationTimeout;

    public SiloAddress Silo { get; } = SiloAddress.New(IPAddress.Loopback, 11111, 1);

    public IIncomingGrainCallFilter[] IncomingFilters { get; } = [.. filters];

    public int Count => Activations().Count();

    public ICallReceiver Find(GrainId id) =>
        _receivers.TryGetValue(id, out var receiver) ? receiver
        : ObserverReceiver.IsObserver(id) ? observers.Find(id)
        : _receivers.GetOrAdd(id, Make);

    public Activation NewActivation(GrainClass grainClass, GrainId id) =>
        new(this, grainClass, id, Interlocked.Increment(ref _made));

    /// <summary>Looks at it from now on, when it could be idle for long enough to be collected.</summary>
    public void WatchIdle(Activation activation) => _idle.Watch(activation);

    public void Remove(Activation activation)
    {
        if (_receivers.TryGetValue(activation.GrainId, out var receiver) && receiver is StatelessWorkers workers)
        {
            workers.Remove(activation);
        }
        else
        {
            _receivers.TryRemove(new(activation.GrainId, activation));
        }
    }

    /// <summary>Sends a call on to the activation that followed the one it was sent to.</summary>
    public void Forward(Call call)
    {
        if (call.Forwards++ < MostForwards)
        {
            dispatcher.Route(call);
        }
        else
        {
            call.Fail(new OrleansMessageRejectionException($"{call} was sent on {MostForwards} times and found no activation that lasts."));
        }
    }

    public GrainReference ReferenceTo(Activation activation) => GrainReference.Create(dispatcher, activation.GrainId, typeof(IGrain));

    public IEnumerable<Activation> Activations() => _receivers.Values.SelectMany(receiver => receiver switch
    {
        Activation activation => [activation],
        StatelessWorkers workers => workers.Workers,
        _ => Enumerable.Empty<Activation>(),
    });

    public void CollectStale()
    {
        foreach (var activation in _idle.TakeStale())
        {
            activation.Deactivate(new(DeactivationReasonCode.ActivationIdle, "Nothing used it for long."));
        }
    }

    public async Task DeactivateAllAsync(CancellationToken cancellationToken)
    {
        var all = Activations().ToList();
        foreach (var activation in all)
        {
            activation.Deactivate(new(DeactivationReasonCode.ShuttingDown, "The silo stops."), cancellationToken);
        }

        await Task.WhenAll(all.Select(activation => activation.Deactivated)).WaitAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Warning, "{Activation} failed to deactivate")]
    private partial void LogDeactivationFailed(string activation, Exception exception);

    public void LogDeactivationFailed(Activation activation, Exception exception) =>
        LogDeactivationFailed(activation.ToString(), exception);

    private ICallReceiver Make(GrainId id)
    {
        var grainClass = classes.Of(id.Type);
        return grainClass.MaxLocalWorkers is null ? NewActivation(grainClass, id) : new StatelessWorkers(this, grainClass, id);
    }
}
