using System.Collections.Immutable;

namespace Raposa.Reconciliation;

/// <summary>Everything that reconciliation decides from, as of one time.</summary>
internal sealed record Estate
{
    public required DateTimeOffset AsOf { get; init; }

    public required ImmutableArray<ChainFacts> Chains { get; init; }

    public required ImmutableArray<InstanceFacts> Instances { get; init; }

    public required ImmutableArray<InterfaceFacts> Interfaces { get; init; }

    public required ImmutableArray<SensorFacts> Sensors { get; init; }

    /// <summary>Instances missing from the newest complete snapshot that were in the one before.</summary>
    public ImmutableHashSet<InstanceName> Lately { get; init; } = [];
}

/// <summary>The verdicts of one run, each thing once.</summary>
internal sealed record Verdicts(ImmutableArray<InstanceVerdict> Instances, ImmutableArray<SensorVerdict> Sensors);

/// <summary>
/// All of reconciliation at once, with no grain: for explaining, for checking documents offline, and as what the grains'
/// claims must come to.
/// </summary>
internal static class Matcher
{
    public static Verdicts Reconcile(Estate estate)
    {
        var chains = new ChainBook(estate.Chains);
        var run = new ClaimRun
        {
            Id = Guid.Empty, AsOf = estate.AsOf, SensorsAreComplete = chains.SensorsAreComplete, SensorsReadAt = chains.SensorsReadAt,
        };
        var directory = new SensorDirectory(new(chains, estate.Instances, estate.Interfaces), estate.Sensors);
        var instances = estate.Instances.ToDictionary(instance => instance.Key, instance =>
        {
            var candidates = instance.Life == InstanceLife.Live ? directory.Find(instance) : SensorCandidates.None;
            return InstanceRules.Decide(instance, candidates.Ordered.FirstOrDefault(), candidates, run);
        });
        var naming = directory.Naming.ToDictionary(one => one.Sensor.Key, one => one.Target);
        return new(
            [.. instances.Values],
            [.. estate.Sensors.Select(sensor => naming.TryGetValue(sensor.Key, out var target)
                ? SensorRules.OfNaming(sensor, target, target is SensorTarget.Named named ? instances[named.Instance.Key] : null)
                : SensorRules.OfGhost(sensor, chains, estate.Lately))]);
    }
}
