using System.Collections.Immutable;
using System.Globalization;
using Raposa.DemoWorld.Estate.Network;

namespace Raposa.DemoWorld.Estate.Fleets;

/// <summary>Divides a region's instances among nodes, autoscaling groups and pets.</summary>
internal static class FleetBuilder
{
    /// <summary>The first generations lie so far back that every ghost has one.</summary>
    private static readonly TimeSpan Past = TimeSpan.FromDays(400);

    public const int GpuCount = 6;

    /// <summary>When somebody started them, before the anchor.</summary>
    public static readonly TimeSpan GpuAge = TimeSpan.FromDays(4) + TimeSpan.FromMinutes(37);

    public static ImmutableArray<Slot> SlotsOf(RegionEstate region)
    {
        var count = region.Account.Company.InstancesIn(region.Account.Index, region.Index);
        var pets = PetCatalog.Of(region, Math.Max(count * 14 / 100, region.Index == 0 ? 2 : 1));
        var rest = Math.Max(0, count - pets.Count);
        var slots = new List<Slot>(count + GpuCount);
        var host = 40;
        void Add(Fleet fleet, int places)
        {
            var subnets = region.Network.Of(SubnetKind.Private).ToList();
            for (var index = 0; index < places; index++, host += Slot.Addresses)
            {
                // Consecutive seats lie in other zones; each seat has its own addresses in its subnet.
                slots.Add(new(region, fleet, index, subnets[index % subnets.Count], host, null, FirstOf(region, fleet, index)));
            }
        }

        var (nodes, web, batch) = (rest * 46 / 100, rest * 16 / 100, rest * 10 / 100);
        Add(FleetCatalog.Nodes(region), nodes);
        Add(FleetCatalog.Web(region), web);
        Add(FleetCatalog.Batch(region), batch);
        Add(FleetCatalog.Workers(region), rest - nodes - web - batch);
        slots.AddRange(PetSlots(region, pets));
        if (IsGpuRegion(region))
        {
            Add(FleetCatalog.Gpu(region), GpuCount);
        }

        return [.. slots];
    }

    /// <summary>Where a person started a fleet that nobody ordered: the cause of the cost anomaly.</summary>
    public static bool IsGpuRegion(RegionEstate region) =>
        region.Account.IsProduction && region.Index == Math.Min(2, region.Account.Company.Options.Regions - 1);

    private static DateTimeOffset FirstOf(RegionEstate region, Fleet fleet, int index)
    {
        var anchor = region.Account.Company.Options.Anchor;
        var dice = region.Ids.Dice("first", region.Account.Id, region.Name, fleet.Name, index.ToString(CultureInfo.InvariantCulture));
        return fleet.Kind == FleetKind.Gpu
            ? WholeSeconds(anchor - GpuAge).AddSeconds(2 * index)
            : WholeSeconds(anchor - Past).AddSeconds(dice.Below((int)fleet.Lifetime!.Value.TotalSeconds));
    }

    private static IEnumerable<Slot> PetSlots(RegionEstate region, List<Pet> pets)
    {
        var fleet = FleetCatalog.Pets(region);
        var anchor = region.Account.Company.Options.Anchor;
        for (var index = 0; index < pets.Count; index++)
        {
            var pet = pets[index];
            var kind = pet.IsPublic ? SubnetKind.Public : SubnetKind.Private;
            var subnet = region.Network.Of(kind).ElementAt(index % 3);
            var age = region.Ids.Dice("age", region.Account.Id, region.Name, pet.Name);
            var first = WholeSeconds(anchor).AddDays(-age.Between(40, 1300)).AddSeconds(-age.Below(86_400));
            yield return new(region, fleet, index, subnet, pet.IsPublic ? 10 + index : 4 + index, pet, first);
        }
    }

    private static DateTimeOffset WholeSeconds(DateTimeOffset at) => DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds());
}
