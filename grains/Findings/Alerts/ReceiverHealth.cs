namespace Raposa.Findings;

/// <summary>What an attempt says of its receiver.</summary>
internal static class ReceiverHealth
{
    public static AlertReceiver After(AlertReceiver receiver, AlertOutcome outcome, DateTimeOffset now)
    {
        if (outcome.Error is null)
        {
            return receiver with { FailingSince = null };
        }

        if (outcome.IsGone)
        {
            return receiver with { DisabledAt = now, DisabledReason = "It answered 410 Gone: it wants no alerts any more." };
        }

        var since = receiver.FailingSince ?? now;
        var failing = receiver with { FailingSince = since };
        return now - since < AlertSchedule.DisableAfter
            ? failing
            : failing with
            {
                DisabledAt = now,
                DisabledReason = $"Nothing reached it for {AlertSchedule.DisableAfter.TotalDays:0} days. The last attempt: {outcome.Error}",
            };
    }
}
