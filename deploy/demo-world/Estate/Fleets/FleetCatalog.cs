using Raposa.DemoWorld.Estate.Network;

namespace Raposa.DemoWorld.Estate.Fleets;

/// <summary>The kinds of machine that every region has.</summary>
internal static class FleetCatalog
{
    public static string ClusterOf(RegionEstate region) => $"corvina-{region.Account.Environment}";

    public static bool HasCluster(RegionEstate region) => region.Slots.Any(slot => slot.Fleet.Kind == FleetKind.Node);

    public static Fleet Nodes(RegionEstate region) => new(
        "eks-general", FleetKind.Node, ["m6i.xlarge", "m6a.xlarge"], TimeSpan.FromHours(131), GroupBuilder.Nodes, "corvina-eks-node", region.Images.Node)
    {
        Cluster = ClusterOf(region), PercentBare = 2,
    };

    public static Fleet Web(RegionEstate region) => new(
        "web", FleetKind.Autoscaled, ["c6i.large"], TimeSpan.FromHours(52), GroupBuilder.Web, "corvina-web", region.Images.Web) { PercentBare = 3 };

    public static Fleet Workers(RegionEstate region) => new(
        "worker", FleetKind.Autoscaled, ["c6a.xlarge", "c5.xlarge", "m5.xlarge"], TimeSpan.FromHours(19), GroupBuilder.Worker, "corvina-worker", region.Images.Worker)
    {
        IsSpot = true, PercentBare = 4,
    };

    public static Fleet Batch(RegionEstate region) => new(
        "batch", FleetKind.Autoscaled, ["r6i.2xlarge"], TimeSpan.FromHours(33), GroupBuilder.Batch, "corvina-batch", region.Images.Worker)
    {
        // One region's batch runs from an image that was taken after the sensor had registered.
        IsCloned = region is { Account.Kind: AccountKind.Staging, IsHome: true },
    };

    public static Fleet Pets(RegionEstate region) => new(
        "snowflake", FleetKind.Snowflake, ["t3.large"], null, GroupBuilder.Worker, null, region.Images.Base);

    public static Fleet Gpu(RegionEstate region) => new(
        "llm-experiment", FleetKind.Gpu, ["p4d.24xlarge"], null, GroupBuilder.Gpu, null, region.Images.Base);
}
