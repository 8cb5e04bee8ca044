namespace Raposa.Reconciliation;

/// <summary>What an instance counts as, once it is known which sensor it holds.</summary>
internal static class InstanceRules
{
    /// <param name="held">Null if it holds none.</param>
    public static InstanceVerdict Decide(InstanceFacts instance, SensorCandidate? held, SensorCandidates candidates, ClaimRun run)
    {
        var (verdict, reason) = instance.Life switch
        {
            InstanceLife.Live => OfLive(instance, held, candidates.Doubt, run),
            InstanceLife.Stopped => (CoverageClass.OutOfScope, VerdictReason.InstanceStopped),
            _ => (CoverageClass.OutOfScope, VerdictReason.InstanceTerminated),
        };
        return new()
        {
            Instance = instance.Key,
            Class = verdict,
            Reason = reason,
            Sensor = held?.Sensor,
            Rung = held?.Rung,
            Superseded = held is null ? [] : [.. candidates.Ordered.Where(other => other.Sensor.Key != held.Sensor.Key).Select(other => other.Sensor.Key)],
            Ambiguous = candidates.Ambiguous,
        };
    }

    private static (CoverageClass, VerdictReason) OfLive(InstanceFacts instance, SensorCandidate? held, VerdictReason? doubt, ClaimRun run)
    {
        if (held is null || !Ladder.IsSinceLaunch(instance, held.Sensor))
        {
            return Without(instance, held is null ? VerdictReason.NeverSeen : VerdictReason.PreviousInstance, doubt, run);
        }

        if (Ladder.IsSilent(held.Sensor))
        {
            return !run.SensorsAreComplete ? (CoverageClass.Unknown, VerdictReason.ChainNotSealed)
                : doubt is { } why ? (CoverageClass.Unknown, why)
                : (CoverageClass.Unprotected, VerdictReason.SensorSilent);
        }

        // It was heard of lately when it was last read, and that is too long ago to say so today.
        if (run.AsOf - held.Sensor.LastSeenAt > MatchingRules.Silence)
        {
            return (CoverageClass.Unknown, VerdictReason.ChainNotSealed);
        }

        return held.Sensor.IsReduced
            ? run.SensorsAreComplete ? (CoverageClass.Unprotected, VerdictReason.ReducedFunctionality) : (CoverageClass.Unknown, VerdictReason.ChainNotSealed)
            : (CoverageClass.Matched, (VerdictReason)held.Rung);
    }

    private static (CoverageClass, VerdictReason) Without(InstanceFacts instance, VerdictReason reason, VerdictReason? doubt, ClaimRun run) =>
        !run.SensorsAreComplete ? (CoverageClass.Unknown, VerdictReason.ChainNotSealed)
        : doubt is { } why ? (CoverageClass.Unknown, why)
        : instance.LaunchedAt + MatchingRules.Enrolment > run.SensorsReadAt ? (CoverageClass.Unknown, VerdictReason.Enrolling)
        : (CoverageClass.Unprotected, reason);
}
