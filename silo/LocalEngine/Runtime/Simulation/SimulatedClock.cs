namespace Raposa.LocalEngine.Simulation;

/// <summary>The time of a simulated world, which stands while anything happens and then jumps to the next timer.</summary>
internal sealed class SimulatedTime(DateTimeOffset start, Chance chance)
{
    private readonly TimerHeap _timers = new();

    /// <summary>In ticks of UTC.</summary>
    public long Now { get; set; } = start.UtcTicks;

    /// <summary>When the next timer is due; null without any.</summary>
    public long? NextDue => _timers.Count == 0 ? null : _timers.NextDue;

    public int TimerCount => _timers.Count;

    public bool HasOnlyPeriodicTimers => _timers.CountOfOneShots == 0;

    /// <summary>Goes on to the next timer, and gives it. Which of several of one moment comes first is chance.</summary>
    public SimulatedTimer TakeNext()
    {
        Now = Math.Max(Now, _timers.NextDue);
        return _timers.TakeNext();
    }

    public void Plan(SimulatedTimer timer, TimeSpan? dueTime)
    {
        _timers.Remove(timer);
        if (dueTime is { } due)
        {
            _timers.Add(timer, Now + Math.Max(0, due.Ticks), chance.Next());
        }
    }

    public void Drop(SimulatedClock clock) => _timers.RemoveAll(timer => timer.Clock == clock);
}

/// <summary>One part of the world's view of the time: its timers end with it.</summary>
internal sealed class SimulatedClock(SimulatedTime time, Pump pump) : TimeProvider
{
    private bool _isDead;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Where the callbacks of its timers, and what they await, go on.</summary>
    public required SynchronizationContext Context { get; init; }

    public override DateTimeOffset GetUtcNow() => new(time.Now, TimeSpan.Zero);

    public override long GetTimestamp() => time.Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimulatedTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Plan(SimulatedTimer timer, TimeSpan? dueTime)
    {
        if (!_isDead && pump.IsInside(timer))
        {
            time.Plan(timer, dueTime);
        }
    }

    /// <summary>Nothing that it timed happens any more.</summary>
    public void Die()
    {
        _isDead = true;
        time.Drop(this);
    }
}

/// <summary>One timer of a simulated clock.</summary>
internal sealed class SimulatedTimer(SimulatedClock clock, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period;

    public SimulatedClock Clock => clock;

    /// <summary>Where it is in the heap, or -1.</summary>
    public int Place { get; set; } = -1;

    public bool IsPeriodic => _period > TimeSpan.Zero;

    /// <summary>Whether the heap counts it among those that fire once.</summary>
    public bool IsCountedAsOneShot { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period;
        clock.Plan(this, dueTime == Timeout.InfiniteTimeSpan ? null : dueTime);
        return true;
    }

    public void Fire()
    {
        if (IsPeriodic)
        {
            clock.Plan(this, _period);
        }

        callback(state);
    }

    public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
