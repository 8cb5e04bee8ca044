namespace Raposa.Collection.Scheduling;

/// <summary>When a source is due next, and what is to be said of it, after each full run.</summary>
internal static class ScheduleDecision
{
    /// <summary>Over how long the sources of an account begin that are all due at once: when it is connected, and after a restart.</summary>
    public static readonly TimeSpan Spread = TimeSpan.FromSeconds(20);

    /// <summary>A source that was just planned: read at once, then at its cadence.</summary>
    public static SourceSchedule First(CollectorKey key, Cadence bounds, DateTimeOffset now) => new()
    {
        Source = key.Source,
        Region = key.Region,
        Since = now,
        Period = bounds.Usual,
        NextDueAt = SpreadFrom(key, now),
        Revision = 1,
    };

    /// <summary>A moment of its own within <see cref="Spread"/>.</summary>
    public static DateTimeOffset SpreadFrom(CollectorKey key, DateTimeOffset now) => now + (Spread * Chance.Of(key.ToString()));

    /// <summary>Between its bounds, after these have changed.</summary>
    public static SourceSchedule Bound(SourceSchedule schedule, CollectorKey key, Cadence bounds, DateTimeOffset now)
    {
        var period = CadenceDecision.Within(bounds, schedule.Period);
        return period == schedule.Period
            ? schedule
            : schedule with
            {
                Period = period,
                NextDueAt = GridOf(key, period).NextAfter(now),
                QuietRuns = 0,
                Revision = schedule.Revision + 1,
            };
    }

    /// <param name="run">A full run that has ended.</param>
    public static SourceSchedule AfterRun(
        SourceSchedule before, CollectionRun run, CollectorKey key, Cadence bounds, DateTimeOffset now)
    {
        var isNotEnabled = run.Failure?.Kind == FailureKind.NotEnabled && run.Status == RunStatus.Failed;
        var isFailed = run.Status == RunStatus.Failed && !isNotEnabled;
        var failures = isFailed ? before.Failures + 1 : 0;
        var (period, quietRuns) = PeriodAfter(before, run, bounds, isNotEnabled);
        var finishedAt = run.FinishedAt ?? now;
        return before with
        {
            Period = period,
            QuietRuns = quietRuns,
            NextDueAt = DueAfter(run, key, period, failures, finishedAt, now),
            LastRun = run,
            HeardAt = run.Status is RunStatus.Sealed or RunStatus.Partial ? finishedAt : before.HeardAt,
            SealedAt = run.Status == RunStatus.Sealed ? finishedAt : before.SealedAt,
            Failures = failures,
            Circuit = CircuitDecision.After(failures),
            SilentSince = isFailed ? before.SilentSince : null,
            EmptySince = run.Status != RunStatus.Sealed ? before.EmptySince : run.Resources > 0 ? null : before.EmptySince ?? finishedAt,
            HasReturned = before.HasReturned || run.Resources > 0,
            IsNotEnabled = isNotEnabled,
            Revision = before.Revision + 1,
        };
    }

    public static CadenceGrid GridOf(CollectorKey key, TimeSpan period) => CadenceGrid.Of($"{key.Account}/{key.Source}", period);

    private static (TimeSpan Period, int QuietRuns) PeriodAfter(
        SourceSchedule before, CollectionRun run, Cadence bounds, bool isNotEnabled)
    {
        if (isNotEnabled)
        {
            return (bounds.Slowest, 0);
        }

        // The first complete run has nothing to compare with: all of it is new.
        return before.IsNotEnabled || before.SealedAt is null ? (before.IsNotEnabled ? bounds.Usual : CadenceDecision.Within(bounds, before.Period), 0)
            : run is { Status: RunStatus.Sealed, Change: { } change } ? CadenceDecision.After(bounds, before.Period, before.QuietRuns, !change.IsNone)
            : (CadenceDecision.Within(bounds, before.Period), before.QuietRuns);
    }

    private static DateTimeOffset DueAfter(
        CollectionRun run, CollectorKey key, TimeSpan period, int failures, DateTimeOffset finishedAt, DateTimeOffset now)
    {
        // Counted from the start, so that a long run does not move the cadence; what passed meanwhile is left out.
        var grid = GridOf(key, period);
        var due = grid.NextAfter(run.StartedAt);
        due = due > now ? due : grid.NextAfter(now);
        if (failures == 0)
        {
            return due;
        }

        var retry = finishedAt + CircuitDecision.Wait(failures, period, Chance.Of($"{key} {run.StartedAt.UtcTicks}"));
        return failures >= CircuitDecision.FailuresToOpen || retry < due ? retry : due;
    }
}
