using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Raposa.LocalEngine.Copying;

namespace Raposa.LocalEngine.Calls;

/// <summary>The sequences that are being read from one activation. They end with it, or when nobody has fetched for long.</summary>
internal sealed class Enumerations : IDisposable
{
    private readonly ConcurrentDictionary<Guid, Session> _sessions = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly ITimer _sweep;

    private Enumerations(IServiceProvider services)
    {
        _time = services.GetRequiredService<TimeProvider>();
        _patience = services.GetRequiredService<CallDeadlines>().ResponseTimeout;
        _sweep = _time.CreateTimer(_ => DropForgotten(), null, _patience, _patience);
    }

    public static Enumerations Of(object grain)
    {
        var context = ((IGrainBase)grain).GrainContext;
        if (context.GetComponent<Enumerations>() is not { } enumerations)
        {
            enumerations = new(context.ActivationServices);
            context.SetComponent(enumerations);
        }

        return enumerations;
    }

    public async Task<Batch<T>> FetchAsync<T>(Guid id, Func<IAsyncEnumerable<T>>? start, int most)
    {
        if (start is not null)
        {
            _sessions[id] = new Session<T>(start());
        }

        if (!_sessions.TryGetValue(id, out var found))
        {
            throw new EnumerationAbortedException(
                "The sequence is gone: its grain was deactivated, or nobody had fetched from it for a long time.");
        }

        var session = (Session<T>)found;
        session.TouchedAt = _time.GetTimestamp();
        var batch = await session.FetchAsync(most, _time, _patience / 2);
        session.TouchedAt = _time.GetTimestamp();
        if (batch.IsLast || batch.Failure is not null)
        {
            _sessions.TryRemove(id, out _);
            await session.DisposeAsync();
        }

        return batch;
    }

    public async Task<object?> DisposeAsync(Guid id)
    {
        if (_sessions.TryRemove(id, out var session))
        {
            await session.DisposeAsync();
        }

        return null;
    }

    public void Dispose()
    {
        _sweep.Dispose();
        foreach (var id in _sessions.Keys)
        {
            _ = DisposeAsync(id);
        }
    }

    private void DropForgotten()
    {
        foreach (var (id, session) in _sessions)
        {
            if (_time.GetElapsedTime(session.TouchedAt) > _patience)
            {
                _ = DisposeAsync(id);
            }
        }
    }

    private abstract class Session
    {
        public long TouchedAt { get; set; }

        public abstract ValueTask DisposeAsync();
    }

    private sealed class Session<T> : Session
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly IAsyncEnumerator<T> _items;
        private Task<bool>? _next;

        public Session(IAsyncEnumerable<T> sequence) => _items = sequence.GetAsyncEnumerator(_stop.Token);

        public async Task<Batch<T>> FetchAsync(int most, TimeProvider time, TimeSpan patience)
        {
            var items = new List<T>();
            try
            {
                _next ??= _items.MoveNextAsync().AsTask();
                if (!_next.IsCompleted && await Task.WhenAny(_next, Task.Delay(patience, time)) != _next)
                {
                    return new(items, IsLast: false, Failure: null);
                }

                while (await _next)
                {
                    items.Add((T)Copier.CopyAlone(_items.Current, typeof(T))!);
                    _next = _items.MoveNextAsync().AsTask();
                    if (items.Count >= most || !_next.IsCompleted)
                    {
                        return new(items, IsLast: false, Failure: null);
                    }
                }

                return new(items, IsLast: true, Failure: null);
            }
            catch (Exception exception)
            {
                return new(items, IsLast: true, exception);
            }
        }

        public override async ValueTask DisposeAsync()
        {
            _stop.Cancel();
            try
            {
                if (_next is not null)
                {
                    await _next;
                }
            }
            catch (Exception)
            {
                // The reader has gone; what the sequence says to being stopped is for nobody.
            }

            await _items.DisposeAsync();
            _stop.Dispose();
        }
    }
}
