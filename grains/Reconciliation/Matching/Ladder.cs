namespace Raposa.Reconciliation;

/// <summary>
/// The order in which an instance claims the sensors that name it: those heard of lately before the silent, those since its
/// launch before older ones; of equals the stronger rung, the later check-in, the smaller id.
/// </summary>
internal static class Ladder
{
    /// <param name="named">Records that name the instance.</param>
    /// <param name="doubtful">Records that name it among others.</param>
    public static SensorCandidates Order(
        InstanceFacts instance, IEnumerable<SensorCandidate> named, IEnumerable<(SensorFacts Sensor, VerdictReason Reason)> doubtful)
    {
        var doubts = doubtful.ToList();
        var clear = new List<SensorCandidate>();
        foreach (var rung in named.GroupBy(candidate => candidate.Rung))
        {
            if (rung.Key is Rung.PrivateIp or Rung.PrivateDns && ReportTogether(rung))
            {
                doubts.AddRange(rung.Select(candidate => (candidate.Sensor, VerdictReason.AddressAmbiguous)));
            }
            else
            {
                clear.AddRange(rung);
            }
        }

        return new()
        {
            Ordered =
            [
                .. clear.OrderBy(candidate => StateOf(instance, candidate.Sensor))
                    .ThenBy(candidate => candidate.Rung)
                    .ThenByDescending(candidate => candidate.Sensor.LastSeenAt)
                    .ThenBy(candidate => candidate.Sensor.Tenant, StringComparer.Ordinal)
                    .ThenBy(candidate => candidate.Sensor.DeviceId, StringComparer.Ordinal),
            ],
            Ambiguous = [.. doubts.Select(doubt => doubt.Sensor.Key).OrderBy(key => key.ToString(), StringComparer.Ordinal)],
            Doubt = doubts.Count == 0 ? null : doubts.Max(doubt => doubt.Reason),
        };
    }

    public static bool IsSilent(SensorFacts sensor) => sensor.ReadAt - sensor.LastSeenAt > MatchingRules.Silence;

    public static bool IsSinceLaunch(InstanceFacts instance, SensorFacts sensor) => sensor.LastSeenAt > instance.LaunchedAt;

    private static int StateOf(InstanceFacts instance, SensorFacts sensor) =>
        !IsSinceLaunch(instance, sensor) ? 2 : IsSilent(sensor) ? 1 : 0;

    // A sensor that was installed again begins when the one before it has ended. Two that report at the same time with one
    // address are two machines, of which one is not ours.
    private static bool ReportTogether(IEnumerable<SensorCandidate> candidates)
    {
        var sensors = candidates.Select(candidate => candidate.Sensor)
            .OrderByDescending(sensor => sensor.LastSeenAt).ThenBy(sensor => sensor.DeviceId, StringComparer.Ordinal).ToList();
        return sensors.Skip(1).Any(other => other.LastSeenAt > sensors[0].FirstSeenAt);
    }
}
