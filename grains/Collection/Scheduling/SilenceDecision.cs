namespace Raposa.Collection.Scheduling;

/// <summary>Whether nothing has come from a source for so long that somebody must be told.</summary>
internal static class SilenceDecision
{
    public const int Cadences = 3;

    /// <param name="awakeSince">
    /// Since when this account is being looked after. After an outage of the platform itself everything is late; a source
    /// is silent once it was asked again, or could have been, and still says nothing.
    /// </param>
    /// <param name="readingSince">Since when it is being read, if it is.</param>
    public static bool IsSilent(SourceSchedule schedule, DateTimeOffset awakeSince, DateTimeOffset? readingSince, DateTimeOffset now)
    {
        var heardAt = schedule.HeardAt ?? schedule.Since;
        if (schedule.IsNotEnabled || now - heardAt <= schedule.Period * Cadences)
        {
            return false;
        }

        var hasFailedSince = schedule.LastRun is { Status: RunStatus.Failed } last && last.FinishedAt > heardAt;
        return hasFailedSince || now - awakeSince >= schedule.Period || now - readingSince >= schedule.Period;
    }
}
