using System.Collections.Concurrent;
using Orleans;
using Orleans.Runtime;
using Raposa.LocalEngine.Calls;

namespace Raposa.LocalEngine.Activations;

/// <summary>The objects outside of grains that have a reference.</summary>
internal sealed class Observers(TurnRunner runner)
{
    private readonly ConcurrentDictionary<GrainId, ObserverReceiver> _all = new();

    public void Add(GrainId id, IGrainObserver observer) => _all[id] = new(observer, runner);

    public void Remove(GrainId id) => _all.TryRemove(id, out _);

    /// <exception cref="ClientNotAvailableException">It was removed, or never was.</exception>
    public ICallReceiver Find(GrainId id) =>
        _all.TryGetValue(id, out var observer) ? observer : throw new ClientNotAvailableException($"The observer {id} is gone.");
}
