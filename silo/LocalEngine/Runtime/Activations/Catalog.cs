using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Raposa.LocalEngine.Calls;

namespace Raposa.LocalEngine.Activations;

/// <summary>Every activation of the silo, one per grain, and the observers beside them.</summary>
internal sealed partial class Catalog(
    IServiceProvider services, GrainClasses classes, Dispatcher dispatcher, IEnumerable<IIncomingGrainCallFilter> filters,
    TimeProvider time, ILogger<Catalog> log)
{
    private const int MostForwards = 10;

    private readonly ConcurrentDictionary<GrainId, ICallReceiver> _receivers = new();

    public IServiceProvider Services => services;

    public TimeProvider Time => time;

    public SiloAddress Silo { get; } = SiloAddress.New(IPAddress.Loopback, 11111, 1);

    public IIncomingGrainCallFilter[] IncomingFilters { get; } = [.. filters];

    public int Count => Activations().Count();

    public ICallReceiver Find(GrainId id) => _receivers.GetOrAdd(id, Make);

    public void AddObserver(GrainId id, ICallReceiver observer) => _receivers[id] = observer;

    public void RemoveObserver(GrainId id) => _receivers.TryRemove(id, out _);

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
        foreach (var activation in Activations().Where(activation => activation.IsStale()))
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
        if (ObserverReceiver.IsObserver(id))
        {
            throw new ClientNotAvailableException($"The observer {id} is gone.");
        }

        var grainClass = classes.Of(id.Type);
        return grainClass.MaxLocalWorkers is null ? new Activation(this, grainClass, id) : new StatelessWorkers(this, grainClass, id);
    }
}
