using System.Collections.Concurrent;
using System.Collections.Immutable;
using Raposa.DemoWorld.Estate.Fleets;
using Raposa.DemoWorld.Estate.Sensors;

namespace Raposa.DemoWorld.Estate;

/// <summary>The estate at one time. Pages of one listing ask the same moment, so that nothing moves between them.</summary>
internal sealed class EstateMoment(CompanyEstate company, DateTimeOffset at)
{
    private readonly ConcurrentDictionary<RegionEstate, ImmutableArray<Instance>> _instances = [];

    private SensorTenant? _tenant;

    public CompanyEstate Company => company;

    public SensorTenant Sensors => LazyInitializer.EnsureInitialized(ref _tenant, () => new(this));

    public DateTimeOffset At => at;

    /// <summary>Relative to what the demo tells of.</summary>
    public DateTimeOffset Anchor => company.Options.Anchor;

    /// <summary>Those that EC2 shows: also the lately terminated.</summary>
    public ImmutableArray<Instance> Instances(RegionEstate region) => _instances.GetOrAdd(region, static (one, time) => [.. one.Slots.SelectMany(slot => Shown(slot, time))], at);

    /// <summary>Those that have interfaces and volumes.</summary>
    public IEnumerable<Instance> Present(RegionEstate region) => Instances(region).Where(instance => instance.IsPresentAt(at));

    private static IEnumerable<Instance> Shown(Slot slot, DateTimeOffset at)
    {
        var now = slot.GenerationAt(at);
        for (var generation = slot.IsPermanent ? now : now - 1; generation <= now; generation++)
        {
            var machine = slot.Machine(generation);
            if (machine.StateAt(at) is not (InstanceState.Gone or InstanceState.Unborn))
            {
                yield return machine;
            }
        }
    }
}
