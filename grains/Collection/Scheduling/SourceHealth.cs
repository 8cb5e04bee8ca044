namespace Raposa.Collection.Scheduling;

/// <summary>How a source is, in one word.</summary>
internal static class SourceHealth
{
    /// <param name="isReading">Whether a run is in progress.</param>
    public static SourceState Of(SourceSchedule schedule, bool isReading, DateTimeOffset now) => schedule switch
    {
        { IsNotEnabled: true } => SourceState.NotEnabled,
        { Circuit: not CircuitState.Closed } => SourceState.CircuitOpen,
        { SilentSince: not null } => SourceState.Silent,
        { LastRun.Status: RunStatus.Failed or RunStatus.Partial } => SourceState.Failing,
        { LastRun: null } => SourceState.NeverRun,
        _ when !isReading && now - schedule.NextDueAt > Grace(schedule.Period) => SourceState.Late,
        _ => SourceState.Healthy,
    };

    // Reminders come a little late, and a run begins a little after its reminder.
    private static TimeSpan Grace(TimeSpan period) => period / 2 > TimeSpan.FromMinutes(1) ? period / 2 : TimeSpan.FromMinutes(1);
}
