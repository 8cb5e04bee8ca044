using System.Collections.Immutable;

namespace Raposa.Reconciliation;

/// <summary>What the sensors' records of a run say of each instance: made once for a run, asked by each instance.</summary>
internal sealed class SensorDirectory
{
    private readonly Dictionary<InstanceName, List<SensorCandidate>> _named = [];
    private readonly Dictionary<InstanceName, List<(SensorFacts, VerdictReason)>> _doubtful = [];

    public SensorDirectory(AddressBook addresses, IEnumerable<SensorFacts> sensors) => Naming =
        [.. sensors.Select(sensor => (Sensor: sensor, Target: addresses.TargetOf(sensor))).Where(one => Note(one.Sensor, one.Target))];

    /// <summary>The records that name an instance, with which. What is left out names none.</summary>
    public ImmutableArray<(SensorFacts Sensor, SensorTarget Target)> Naming { get; }

    public SensorCandidates Find(InstanceFacts instance) =>
        _named.ContainsKey(instance.Key) || _doubtful.ContainsKey(instance.Key)
            ? Ladder.Order(instance, _named.GetValueOrDefault(instance.Key) ?? [], _doubtful.GetValueOrDefault(instance.Key) ?? [])
            : SensorCandidates.None;

    private bool Note(SensorFacts sensor, SensorTarget target)
    {
        switch (target)
        {
            case SensorTarget.Named named:
                Of(_named, named.Instance.Key).Add(new(sensor, named.Rung));
                return true;
            case SensorTarget.OneOf several:
                foreach (var instance in several.Instances)
                {
                    Of(_doubtful, instance.Key).Add((sensor, several.Reason));
                }

                return true;
            default:
                return false;
        }
    }

    private static List<T> Of<T>(Dictionary<InstanceName, List<T>> lists, InstanceName instance)
    {
        if (!lists.TryGetValue(instance, out var list))
        {
            lists.Add(instance, list = []);
        }

        return list;
    }
}
