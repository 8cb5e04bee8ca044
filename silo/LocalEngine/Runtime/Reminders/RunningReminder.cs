using Orleans;

namespace Raposa.LocalEngine.Reminders;

/// <summary>One reminder as it runs. The next tick is planned when the one before has ended.</summary>
internal sealed class RunningReminder : IDisposable
{
    // A timer of the runtime takes no more than 49 days: one that is further away wakes to look again.
    private static readonly TimeSpan FurthestTimer = TimeSpan.FromDays(30);

    private readonly ReminderService _service;
    private readonly ReminderEntry _entry;
    private readonly ITimer _timer;
    private IRemindable? _grain;
    private DateTimeOffset _dueAt;
    private volatile bool _isOver;

    public RunningReminder(ReminderService service, ReminderEntry entry, long number)
    {
        _service = service;
        _entry = entry;
        Number = number;
        ETag = entry.ETag;
        using (ExecutionContext.SuppressFlow())
        {
            _timer = service.Time.CreateTimer(
                static reminder => _ = ((RunningReminder)reminder!).TickAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        // A point of the grid that is exactly now is still to come. One that has passed while the row was written is not:
        // a reminder that is due at once comes a period later, as in Orleans.
        Arm(new(Next().Ticks % (service.Time.GetUtcNow().UtcDateTime < entry.StartAt ? long.MaxValue : entry.Period.Ticks)));
    }

    /// <summary>The how-manieth it is that the service started.</summary>
    public long Number { get; }

    /// <summary>Of the row that it was started for.</summary>
    public string ETag { get; }

    public void Dispose()
    {
        _isOver = true;
        _timer.Dispose();
    }

    private void Arm(TimeSpan due)
    {
        _dueAt = _service.Time.GetUtcNow() + due;
        _timer.Change(due < FurthestTimer ? due : FurthestTimer, Timeout.InfiniteTimeSpan);
    }

    private TimeSpan Next()
    {
        var sinceStart = _service.Time.GetUtcNow().UtcDateTime - _entry.StartAt;
        if (sinceStart < TimeSpan.Zero)
        {
            return -sinceStart;
        }

        // Exactly on the grid means: this point has just ticked, or was missed; either way the next one.
        var intoPeriod = TimeSpan.FromTicks(sinceStart.Ticks % _entry.Period.Ticks);
        return _entry.Period - intoPeriod;
    }

    private async Task TickAsync()
    {
        // A timer may come a little early, and one set for the furthest comes long before: neither is a tick.
        var now = _service.Time.GetUtcNow();
        if (_dueAt - now is { Ticks: > 0 } early)
        {
            Arm(early);
            return;
        }

        _service.Ticks.Begin();
        try
        {
            _grain ??= _service.Remindable(_entry.GrainId);
            await _grain.ReceiveReminder(_entry.ReminderName, new(_entry.StartAt, _entry.Period, now.UtcDateTime));
        }
        catch (Exception exception)
        {
            _service.LogTickFailed(_entry, exception);
        }

        if (!_isOver)
        {
            Arm(Next());
        }

        _service.Ticks.End();
    }
}
