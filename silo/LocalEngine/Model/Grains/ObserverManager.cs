using System.Collections;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Orleans.Utilities;

/// <summary>The observers of a grain. One that is not renewed in time, or that throws, is dropped.</summary>
public class ObserverManager<TObserver>(TimeSpan expiration, ILogger log)
    : ObserverManager<IAddressable, TObserver>(expiration, log);

/// <inheritdoc cref="ObserverManager{TObserver}"/>
public partial class ObserverManager<TIdentity, TObserver>(TimeSpan expiration, ILogger log) : IEnumerable<TObserver>
    where TIdentity : notnull
{
    private readonly Dictionary<TIdentity, Entry> _entries = [];

    public Func<DateTime> GetDateTime { get; set; } = () => DateTime.UtcNow;

    public TimeSpan ExpirationDuration { get; set; } = expiration;

    public int Count => _entries.Count;

    public IReadOnlyDictionary<TIdentity, TObserver> Observers =>
        _entries.ToDictionary(pair => pair.Key, pair => pair.Value.Observer);

    public void Clear() => _entries.Clear();

    /// <summary>Adds the observer, or renews it.</summary>
    public void Subscribe(TIdentity id, TObserver observer) => _entries[id] = new(observer, GetDateTime());

    public void Unsubscribe(TIdentity id) => _entries.Remove(id);

    public async Task Notify(Func<TObserver, Task> notification, Func<TObserver, bool>? predicate = null)
    {
        foreach (var (id, observer) in Chosen(predicate))
        {
            try
            {
                await notification(observer);
            }
            catch (Exception failure)
            {
                Drop(id, failure);
            }
        }
    }

    public void Notify(Action<TObserver> notification, Func<TObserver, bool>? predicate = null)
    {
        foreach (var (id, observer) in Chosen(predicate))
        {
            try
            {
                notification(observer);
            }
            catch (Exception failure)
            {
                Drop(id, failure);
            }
        }
    }

    public void ClearExpired()
    {
        var oldest = GetDateTime() - ExpirationDuration;
        foreach (var (id, entry) in _entries.ToArray())
        {
            if (entry.LastSeen < oldest)
            {
                _entries.Remove(id);
            }
        }
    }

    public IEnumerator<TObserver> GetEnumerator() =>
        _entries.Values.Select(entry => entry.Observer).ToList().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // A copy: while one is told, others may come and go.
    private List<(TIdentity, TObserver)> Chosen(Func<TObserver, bool>? predicate)
    {
        ClearExpired();
        return [.. _entries
            .Where(pair => predicate?.Invoke(pair.Value.Observer) ?? true)
            .Select(pair => (pair.Key, pair.Value.Observer))];
    }

    private void Drop(TIdentity id, Exception failure)
    {
        _entries.Remove(id);
        LogDropped(log, failure, id);
    }

    private readonly record struct Entry(TObserver Observer, DateTime LastSeen);

    [LoggerMessage(LogLevel.Debug, "Observer {Observer} threw and was dropped")]
    private static partial void LogDropped(ILogger logger, Exception failure, TIdentity observer);
}
