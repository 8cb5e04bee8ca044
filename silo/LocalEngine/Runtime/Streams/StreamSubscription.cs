using System.Threading.Channels;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;
using Orleans.Streams.Core;
using Raposa.LocalEngine.Calls;

namespace Raposa.LocalEngine.Streams;

/// <summary>One listener: a grain, whose handlers end with its activation, or an object outside of grains.</summary>
internal sealed class StreamSubscription
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly MethodPlan Delivery = InterfacePlan.Of(typeof(IStreamConsumer))
        .MethodOf(typeof(IStreamConsumer).GetMethod(nameof(IStreamConsumer.DeliverAsync))!);

    private readonly Channel<Func<StreamHandler, Task>> _queue = Channel.CreateUnbounded<Func<StreamHandler, Task>>();
    private readonly StreamSubscriptions _siblings;
    private readonly MemoryStreamProvider _provider;
    private StreamHandler? _handlerOutside;

    public StreamSubscription(
        StreamSubscriptions siblings, MemoryStreamProvider provider, StreamId stream, GrainId? grain, bool isImplicit)
    {
        _siblings = siblings;
        _provider = provider;
        Stream = stream;
        Grain = grain;
        IsImplicit = isImplicit;
        using (ExecutionContext.SuppressFlow())
        {
            Task.Factory.StartNew(DeliverAllAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, provider.Runner.Aside);
        }
    }

    public Guid Id { get; } = Guid.NewGuid();

    public StreamId Stream { get; }

    /// <summary>Null for a listener outside of grains.</summary>
    public GrainId? Grain { get; }

    public bool IsImplicit { get; }

    public void Queue(Func<StreamHandler, Task> delivery) => _queue.Writer.TryWrite(delivery);

    public void Attach(IGrainContext? subscriber, StreamHandler handler)
    {
        if (subscriber is null)
        {
            _handlerOutside = handler;
        }
        else
        {
            HandlersOf(subscriber)[Id] = handler;
        }
    }

    public void End()
    {
        _siblings.Remove(this);
        _queue.Writer.TryComplete();
    }

    private static Dictionary<Guid, StreamHandler> HandlersOf(IGrainContext context)
    {
        if (context.GetComponent<Dictionary<Guid, StreamHandler>>() is not { } handlers)
        {
            context.SetComponent(handlers = []);
        }

        return handlers;
    }

    private async Task DeliverAllAsync()
    {
        await foreach (var delivery in _queue.Reader.ReadAllAsync())
        {
            await DeliverAsync(delivery);
        }
    }

    private async Task DeliverAsync(Func<StreamHandler, Task> delivery)
    {
        var started = _provider.Time.GetTimestamp();
        while (true)
        {
            try
            {
                await OnceAsync(delivery);
                return;
            }
            catch (Exception failure)
            {
                if (_provider.Time.GetElapsedTime(started) > Patience)
                {
                    await GiveUpAsync(failure);
                    return;
                }

                await Task.Delay(Pause, _provider.Time);
            }
        }
    }

    private async Task GiveUpAsync(Exception failure)
    {
        try
        {
            await OnceAsync(handler => handler.ErrorAsync(new StreamEventDeliveryFailureException(
                $"An item of {Stream} could not be delivered within {Patience}: {failure.Message}", failure)));
        }
        catch (Exception)
        {
            // It could not take the item, and it cannot take the news of that either.
        }
    }

    private Task OnceAsync(Func<StreamHandler, Task> delivery)
    {
        if (Grain is not { } grain)
        {
            return _handlerOutside is null ? Task.CompletedTask : delivery(_handlerOutside);
        }

        var call = new Call(grain, Delivery, [], async target =>
        {
            if (await HandlerInAsync((IGrainBase)target) is { } handler)
            {
                await delivery(handler);
            }

            return null;
        });
        _provider.Dispatcher.Route(call);
        return call.Answer;
    }

    private async Task<StreamHandler?> HandlerInAsync(IGrainBase grain)
    {
        var handlers = HandlersOf(grain.GrainContext);
        if (!handlers.ContainsKey(Id) && grain is IStreamSubscriptionObserver observer)
        {
            await observer.OnSubscribed(new HandleFactory(_provider.Name, this));
        }

        return handlers.GetValueOrDefault(Id);
    }

    private sealed class HandleFactory(string providerName, StreamSubscription subscription) : IStreamSubscriptionHandleFactory
    {
        public StreamId StreamId => subscription.Stream;

        public string ProviderName => providerName;

        public GuidId SubscriptionId => GuidId.GetGuidId(subscription.Id);

        public StreamSubscriptionHandle<T> Create<T>() => new MemoryStreamHandle<T>(providerName, subscription);
    }
}

/// <summary>What the delivery of an item looks like to a filter: a call of this interface.</summary>
internal interface IStreamConsumer : IAddressable
{
    Task DeliverAsync();
}
