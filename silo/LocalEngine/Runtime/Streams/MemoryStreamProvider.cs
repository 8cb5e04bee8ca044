using System.Collections.Concurrent;
using Orleans.Runtime;
using Orleans.Streams;
using Raposa.LocalEngine.Activations;
using Raposa.LocalEngine.Calls;

namespace Raposa.LocalEngine.Streams;

/// <summary>
/// Streams for as long as the process lives. Each subscription has its own queue: a slow reader holds up nobody else, and
/// a handler that throws gets the same item again for a minute.
/// </summary>
internal sealed class MemoryStreamProvider(
    string name, Dispatcher dispatcher, GrainClasses classes, TurnRunner runner, TimeProvider time) : IStreamProvider
{
    private readonly ConcurrentDictionary<StreamId, StreamSubscriptions> _streams = new();

    public string Name => name;

    public bool IsRewindable => false;

    public TimeProvider Time => time;

    public Dispatcher Dispatcher => dispatcher;

    public TurnRunner Runner => runner;

    public IAsyncStream<T> GetStream<T>(StreamId streamId) => new MemoryStream<T>(this, streamId);

    public StreamSubscriptions Of(StreamId stream) => _streams.GetOrAdd(stream, id => new(this, id, ImplicitSubscribers(id)));

    private IEnumerable<GrainId> ImplicitSubscribers(StreamId stream) => classes.All
        .Where(each => each.ImplicitSubscriptions.Any(subscription => subscription.Matches(stream.GetNamespace())))
        .Select(each => GrainId.Create(each.GrainType, stream.GetKeyAsString()));
}
