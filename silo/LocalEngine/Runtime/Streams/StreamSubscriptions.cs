using Orleans.Runtime;
using Orleans.Streams;
using Raposa.LocalEngine.Copying;

namespace Raposa.LocalEngine.Streams;

/// <summary>Who listens to one stream.</summary>
internal sealed class StreamSubscriptions
{
    private readonly Lock _gate = new();
    private readonly List<StreamSubscription> _all = [];
    private readonly MemoryStreamProvider _provider;
    private readonly StreamId _stream;
    private long _published;

    public StreamSubscriptions(MemoryStreamProvider provider, StreamId stream, IEnumerable<GrainId> implicitSubscribers)
    {
        _provider = provider;
        _stream = stream;
        _all.AddRange(implicitSubscribers.Select(grain => new StreamSubscription(this, provider, stream, grain, isImplicit: true)));
    }

    public void Publish(object? item, Type declared, Func<StreamHandler, object?, StreamSequenceToken, Task> deliver)
    {
        lock (_gate)
        {
            var place = new MemoryStreamToken(_published++);
            foreach (var subscription in _all)
            {
                // Each subscriber gets an object of its own, copied before the producer goes on.
                var copy = Copier.CopyAlone(item, declared);
                subscription.Queue(handler => deliver(handler, copy, place));
            }
        }
    }

    public StreamSubscription Add(IGrainContext? subscriber, StreamHandler handler)
    {
        lock (_gate)
        {
            var subscription = _all.Find(each => each.IsImplicit && each.Grain == subscriber?.GrainId);
            if (subscription is null)
            {
                subscription = new(this, _provider, _stream, subscriber?.GrainId, isImplicit: false);
                _all.Add(subscription);
            }

            subscription.Attach(subscriber, handler);
            return subscription;
        }
    }

    public List<StreamSubscription> OfGrain(GrainId? grain)
    {
        lock (_gate)
        {
            return _all.FindAll(subscription => subscription.Grain == grain);
        }
    }

    public void Remove(StreamSubscription subscription)
    {
        lock (_gate)
        {
            _all.Remove(subscription);
        }
    }
}
