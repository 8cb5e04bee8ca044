namespace Raposa.Collection;

/// <summary>A row of <c>collection.schedule</c>.</summary>
internal sealed record ScheduleRow
{
    /// <summary>Of the table under the name <c>schedule</c>.</summary>
    public const string Columns =
        """
        schedule.account_id as AccountId, schedule.source as Source, schedule.region as Region, schedule.since as Since,
          schedule.period_seconds as PeriodSeconds, schedule.next_due_at as NextDueAt, schedule.last_run_id as LastRunId,
          schedule.last_run_at as LastRunAt, schedule.heard_at as HeardAt, schedule.sealed_at as SealedAt,
          schedule.failures as Failures, schedule.quiet_runs as QuietRuns, schedule.circuit as Circuit,
          schedule.silent_since as SilentSince, schedule.empty_since as EmptySince, schedule.has_returned as HasReturned,
          schedule.is_not_enabled as IsNotEnabled, schedule.revision as Revision
        """;

    public required string AccountId { get; init; }

    public required string Source { get; init; }

    public required string Region { get; init; }

    public required DateTime Since { get; init; }

    public required int PeriodSeconds { get; init; }

    public required DateTime NextDueAt { get; init; }

    public Guid? LastRunId { get; init; }

    public DateTime? LastRunAt { get; init; }

    public DateTime? HeardAt { get; init; }

    public DateTime? SealedAt { get; init; }

    public required int Failures { get; init; }

    public required int QuietRuns { get; init; }

    public required short Circuit { get; init; }

    public DateTime? SilentSince { get; init; }

    public DateTime? EmptySince { get; init; }

    public required bool HasReturned { get; init; }

    public required bool IsNotEnabled { get; init; }

    public required long Revision { get; init; }

    /// <param name="lastRun">The run of <see cref="LastRunId"/>, if it is still kept.</param>
    public SourceSchedule ToSchedule(CollectionRun? lastRun) => new()
    {
        Source = Source,
        Region = Region.Length == 0 ? null : Region,
        Since = Since,
        Period = TimeSpan.FromSeconds(PeriodSeconds),
        NextDueAt = NextDueAt,
        LastRun = lastRun,
        HeardAt = HeardAt,
        SealedAt = SealedAt,
        Failures = Failures,
        QuietRuns = QuietRuns,
        Circuit = (CircuitState)Circuit,
        SilentSince = SilentSince,
        EmptySince = EmptySince,
        HasReturned = HasReturned,
        IsNotEnabled = IsNotEnabled,
        Revision = Revision,
    };
}
