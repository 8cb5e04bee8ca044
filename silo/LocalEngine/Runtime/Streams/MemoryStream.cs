using Orleans.Runtime;
using Orleans.Streams;

namespace Raposa.LocalEngine.Streams;

/// <summary>One stream, as a producer or a reader holds it.</summary>
internal sealed class MemoryStream<T>(MemoryStreamProvider provider, StreamId id) : IAsyncStream<T>
{
    public bool IsRewindable => false;

    public string ProviderName => provider.Name;

    public StreamId StreamId => id;

    private StreamSubscriptions Subscriptions => provider.Of(id);

    public Task OnNextAsync(T item, StreamSequenceToken? token = null)
    {
        Subscriptions.Publish(item, typeof(T), static (handler, copy, place) => handler.NextAsync(copy, place));
        return Task.CompletedTask;
    }

    public Task OnNextBatchAsync(IEnumerable<T> batch, StreamSequenceToken? token = null)
    {
        foreach (var item in batch)
        {
            OnNextAsync(item);
        }

        return Task.CompletedTask;
    }

    public Task OnCompletedAsync()
    {
        Subscriptions.Publish(null, typeof(T), static (handler, _, _) => handler.CompletedAsync());
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex)
    {
        Subscriptions.Publish(ex, typeof(Exception), static (handler, error, _) => handler.ErrorAsync((Exception)error!));
        return Task.CompletedTask;
    }

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncObserver<T> observer) => Subscribe(StreamHandler.Of(observer));

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(
        IAsyncObserver<T> observer, StreamSequenceToken? token, string? filterData = null) => Subscribe(StreamHandler.Of(observer));

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer) => Subscribe(StreamHandler.Of(observer));

    public Task<StreamSubscriptionHandle<T>> SubscribeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token) =>
        Subscribe(StreamHandler.Of(observer));

    public Task<IList<StreamSubscriptionHandle<T>>> GetAllSubscriptionHandles() =>
        Task.FromResult<IList<StreamSubscriptionHandle<T>>>(
            [.. Subscriptions.OfGrain(RuntimeContext.Current?.GrainId).Select(each => new MemoryStreamHandle<T>(provider.Name, each))]);

    public bool Equals(IAsyncStream<T>? other) => other?.StreamId == id && other.ProviderName == ProviderName;

    public override bool Equals(object? obj) => Equals(obj as IAsyncStream<T>);

    public override int GetHashCode() => id.GetHashCode();

    public int CompareTo(IAsyncStream<T>? other) => other is null ? 1 : id.CompareTo(other.StreamId);

    private Task<StreamSubscriptionHandle<T>> Subscribe(StreamHandler handler) => Task.FromResult<StreamSubscriptionHandle<T>>(
        new MemoryStreamHandle<T>(provider.Name, Subscriptions.Add(RuntimeContext.Current, handler)));
}

/// <summary>A subscription in somebody's hand.</summary>
internal sealed class MemoryStreamHandle<T>(string providerName, StreamSubscription subscription) : StreamSubscriptionHandle<T>
{
    public override StreamId StreamId => subscription.Stream;

    public override string ProviderName => providerName;

    public override Guid HandleId => subscription.Id;

    public override Task UnsubscribeAsync()
    {
        subscription.End();
        return Task.CompletedTask;
    }

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncObserver<T> observer, StreamSequenceToken? token = null) =>
        Resume(StreamHandler.Of(observer));

    public override Task<StreamSubscriptionHandle<T>> ResumeAsync(IAsyncBatchObserver<T> observer, StreamSequenceToken? token = null) =>
        Resume(StreamHandler.Of(observer));

    public override bool Equals(StreamSubscriptionHandle<T>? other) => other?.HandleId == HandleId;

    private Task<StreamSubscriptionHandle<T>> Resume(StreamHandler handler)
    {
        subscription.Attach(RuntimeContext.Current, handler);
        return Task.FromResult<StreamSubscriptionHandle<T>>(this);
    }
}

/// <summary>The place of an item in its stream.</summary>
internal sealed class MemoryStreamToken(long number) : StreamSequenceToken
{
    public override long SequenceNumber { get; protected set; } = number;

    public override int EventIndex { get; protected set; }

    public override bool Equals(StreamSequenceToken? other) => other?.SequenceNumber == SequenceNumber;

    public override int CompareTo(StreamSequenceToken? other) => other is null ? 1 : SequenceNumber.CompareTo(other.SequenceNumber);
}
