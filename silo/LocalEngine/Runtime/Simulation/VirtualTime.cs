namespace Raposa.LocalEngine.Simulation;

/// <summary>
/// A clock that stands until it is moved: a simulated month takes as long as what happens in it. Timers fire in the order
/// of their time, each at exactly its time.
/// </summary>
/// <remarks>Microsoft.Extensions.TimeProvider.Testing does not restore on the mirrors this is built from.</remarks>
public sealed class VirtualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<VirtualTimer, (long Due, long Order)> _timers = new();
    private DateTimeOffset _now = start;
    private long _order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock, stopping at every timer on the way; after each, <paramref name="settle"/> lets its work end.</summary>
    public async Task AdvanceAsync(TimeSpan by, Func<Task> settle)
    {
        var end = GetUtcNow() + by;
        await settle();
        while (TakeDue(end) is { } timer)
        {
            timer.Fire();
            await settle();
        }

        lock (_gate)
        {
            _now = end;
        }

        await settle();
    }

    private VirtualTimer? TakeDue(DateTimeOffset end)
    {
        lock (_gate)
        {
            while (_timers.TryPeek(out var timer, out var when) && when.Due <= end.UtcTicks)
            {
                _timers.Dequeue();
                if (timer.IsDueAt(when))
                {
                    _now = _now.UtcTicks >= when.Due ? _now : new(when.Due, TimeSpan.Zero);
                    return timer;
                }
            }

            return null;
        }
    }

    private sealed class VirtualTimer(VirtualTime clock, TimerCallback callback, object? state) : ITimer
    {
        private (long Due, long Order)? _next;
        private TimeSpan _period;

        public bool IsDueAt((long Due, long Order) when) => _next == when;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                _period = period;
                _next = null;
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    Plan(dueTime);
                }
            }

            return true;
        }

        public void Fire()
        {
            lock (clock._gate)
            {
                _next = null;
                if (_period > TimeSpan.Zero)
                {
                    Plan(_period);
                }
            }

            callback(state);
        }

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Plan(TimeSpan dueTime)
        {
            _next = ((clock._now + dueTime).UtcTicks, clock._order++);
            clock._timers.Enqueue(this, _next.Value);
        }
    }
}
