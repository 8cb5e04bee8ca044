namespace Raposa.Reconciliation;

/// <summary>What a sensor's record counts as.</summary>
internal static class SensorRules
{
    /// <summary>Of a record that names an instance, or several.</summary>
    /// <param name="verdict">Of that instance; null where it names several.</param>
    public static SensorVerdict OfNaming(SensorFacts sensor, SensorTarget target, InstanceVerdict? verdict) => target switch
    {
        SensorTarget.OneOf { Reason: var reason } => new(sensor.Key, CoverageClass.Unknown, reason, null),
        SensorTarget.Named { Instance: { Life: InstanceLife.Stopped } instance } =>
            new(sensor.Key, CoverageClass.OutOfScope, VerdictReason.InstanceStopped, instance.Key),
        SensorTarget.Named { Instance: { Life: InstanceLife.Terminated } instance } =>
            new(sensor.Key, CoverageClass.Stale, VerdictReason.InstanceTerminated, instance.Key),
        SensorTarget.Named { Instance: var instance } when verdict!.Sensor?.Key == sensor.Key =>
            new(sensor.Key, verdict.Class, verdict.Reason, instance.Key),
        SensorTarget.Named { Instance: var instance } when verdict!.Ambiguous.Contains(sensor.Key) =>
            new(sensor.Key, CoverageClass.Unknown, VerdictReason.AddressAmbiguous, instance.Key),
        SensorTarget.Named { Instance: var instance } => new(sensor.Key, CoverageClass.Stale, VerdictReason.Superseded, instance.Key),
        _ => throw new ArgumentException($"{sensor.Key} names no instance.", nameof(target)),
    };

    /// <summary>Of a record that names no instance of the snapshot. <c>reconcile_write.sql</c> says the same of all of them at once.</summary>
    /// <param name="lately">Instances missing from the newest complete snapshot that were in the one before.</param>
    public static SensorVerdict OfGhost(SensorFacts sensor, ChainBook chains, IReadOnlySet<InstanceName> lately)
    {
        var (verdict, reason) = SensorScope.ElsewhereOf(sensor) ?? OfAws(sensor, chains, lately);
        return new(sensor.Key, verdict, reason, null);
    }

    private static (CoverageClass, VerdictReason) OfAws(SensorFacts sensor, ChainBook chains, IReadOnlySet<InstanceName> lately)
    {
        if (sensor.AccountId is { } account && !chains.IsConnected(account))
        {
            return (CoverageClass.Stale, VerdictReason.AccountNotConnected);
        }

        var isQuiet = sensor.ReadAt - sensor.LastSeenAt > MatchingRules.Confirming;
        if (sensor.InstanceId is not { } id)
        {
            return !chains.IsWhole(sensor.AccountId) ? (CoverageClass.Unknown, VerdictReason.ChainNotSealed)
                : isQuiet ? (CoverageClass.Stale, VerdictReason.InstanceAbsent)
                : (CoverageClass.Unknown, VerdictReason.AbsenceUnconfirmed);
        }

        var absence = chains.AbsenceOf(sensor.AccountId, sensor.Region);
        return !absence.IsProven ? (CoverageClass.Unknown, VerdictReason.ChainNotSealed)
            : IsLate(sensor.AccountId, id, lately) || (!absence.HasPrevious && !isQuiet) ? (CoverageClass.Unknown, VerdictReason.AbsenceUnconfirmed)
            : (CoverageClass.Stale, VerdictReason.InstanceAbsent);
    }

    private static bool IsLate(string? account, string id, IReadOnlySet<InstanceName> lately) => account is null
        ? lately.Any(instance => instance.InstanceId == id)
        : lately.Contains(new(account, id));
}
