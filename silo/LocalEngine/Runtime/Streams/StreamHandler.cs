using Orleans.Streams;

namespace Raposa.LocalEngine.Streams;

/// <summary>What a subscriber does with an item, an end and an error, whatever the item's type.</summary>
internal sealed record StreamHandler(
    Func<object?, StreamSequenceToken, Task> NextAsync, Func<Task> CompletedAsync, Func<Exception, Task> ErrorAsync)
{
    public static StreamHandler Of<T>(IAsyncObserver<T> observer) => new(
        (item, token) => observer.OnNextAsync((T)item!, token), observer.OnCompletedAsync, observer.OnErrorAsync);

    public static StreamHandler Of<T>(IAsyncBatchObserver<T> observer) => new(
        (item, token) => observer.OnNextAsync([new SequentialItem<T>((T)item!, token)]),
        observer.OnCompletedAsync,
        observer.OnErrorAsync);
}
