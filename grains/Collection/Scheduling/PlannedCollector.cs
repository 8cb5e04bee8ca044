namespace Raposa.Collection.Scheduling;

/// <summary>One collector in its account's schedule: what is stored of it, and what is known while the account is awake.</summary>
internal sealed class PlannedCollector
{
    private Cadence? _bounds;
    private CadenceGrid _grid;
    private Guid? _running;
    private Guid? _lastEnded;
    private bool _isStarting;
    private bool _isNew;

    public PlannedCollector(CollectorKey key, SourceSchedule first) => (Key, Schedule, _isNew) = (key, first, true);

    public PlannedCollector(CollectorKey key, SourceSchedule schedule, PlannedSource stored)
    {
        (Key, Schedule, Untold) = (key, schedule, stored.Untold);
        (_running, RunningSince) = (stored.Current?.Id, stored.Current?.StartedAt);
    }

    public CollectorKey Key { get; }

    public SourceSchedule Schedule { get; private set; }

    /// <summary>Since when it is being read; null while it is not.</summary>
    public DateTimeOffset? RunningSince { get; private set; }

    /// <summary>Its time passed while nobody looked after the account.</summary>
    public bool IsCatchUp { get; private set; }

    /// <summary>An end that its schedule has not taken into account.</summary>
    public CollectionRun? Untold { get; set; }

    public bool IsBusy => _isStarting || _running is not null;

    public CadenceGrid Grid =>
        _grid.Period == Schedule.Period ? _grid : _grid = ScheduleDecision.GridOf(Key, Schedule.Period);

    /// <summary>True if the schedule is to be saved: it is new, or the bounds moved it.</summary>
    public bool Bind(Cadence bounds, DateTimeOffset now)
    {
        var before = Schedule;
        (_bounds, Schedule) = (bounds, ScheduleDecision.Bound(before, Key, bounds, now));
        var isNew = _isNew;
        _isNew = false;
        return isNew || Schedule.Revision != before.Revision;
    }

    public void CatchUp(DateTimeOffset now)
    {
        IsCatchUp = true;
        Schedule = Schedule with { NextDueAt = ScheduleDecision.SpreadFrom(Key, now) };
    }

    public void Begin()
    {
        _isStarting = true;
        if (Schedule.Circuit == CircuitState.Open)
        {
            Schedule = Schedule with { Circuit = CircuitState.HalfOpen };
        }
    }

    public void Started(CollectionRun run)
    {
        // Its end may have been told before the answer to its start came.
        _isStarting = false;
        (_running, RunningSince) = run.IsInProgress && run.Id != _lastEnded ? (run.Id, run.StartedAt) : ((Guid?)null, (DateTimeOffset?)null);
    }

    public void NotStarted(DateTimeOffset now)
    {
        _isStarting = false;
        Schedule = Schedule with { NextDueAt = now + TimeSpan.FromMinutes(1) };
    }

    public ScheduleChange? Ended(CollectionRun run, DateTimeOffset now)
    {
        _lastEnded = run.Id;
        if (_running == run.Id)
        {
            (_running, RunningSince) = (null, null);
        }

        if (!run.IsFull || run.Id == Schedule.LastRun?.Id || run.StartedAt <= Schedule.LastRun?.StartedAt)
        {
            return null;
        }

        var before = Schedule;
        IsCatchUp = false;
        Schedule = ScheduleDecision.AfterRun(before, run, Key, _bounds!, now);
        return new(Key, before, Schedule);
    }

    public ScheduleChange FallSilent(DateTimeOffset now)
    {
        var before = Schedule;
        Schedule = before with { SilentSince = now, Revision = before.Revision + 1 };
        return new(Key, before, Schedule);
    }
}
