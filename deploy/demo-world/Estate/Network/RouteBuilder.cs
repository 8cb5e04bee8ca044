using System.Collections.Immutable;

namespace Raposa.DemoWorld.Estate.Network;

internal static class RouteBuilder
{
    public static ImmutableArray<RouteTable> Of(
        RegionEstate region, Vpc main, Vpc fallback, ImmutableArray<Subnet> subnets, NatGateway nat, ImmutableArray<PrefixList> lists)
    {
        ImmutableArray<string> Of(SubnetKind kind) => [.. subnets.Where(subnet => subnet.Kind == kind).Select(subnet => subnet.Id)];
        var local = new Route(main.Cidr, "local");
        var between = new Route("10.0.0.0/8", NetworkBuilder.TransitGateway(region));
        var gateway = region is { Account.IsProduction: true, IsHome: true } ? NetworkBuilder.DayEndpoint : region.Id("vpce", "s3");
        var storage = new Route(lists[0].Id, gateway);
        ImmutableArray<Route> peered = region is { Account.IsProduction: true, IsHome: true } && region.Account.Company.Options.Accounts >= 3
            ? [new($"10.{20 + (2 * region.Account.Company.Options.Regions % 220)}.0.0/16", region.Id("pcx", "security"))]
            : [];
        return
        [
            new(region.Id("rtb", "main"), "corvina-unused", main.Id, true, [local], []),
            new(region.Id("rtb", "public"), "corvina-public", main.Id, false, [local, new("0.0.0.0/0", region.Id("igw", "main")), between], Of(SubnetKind.Public)),
            new(region.Id("rtb", "private"), "corvina-private", main.Id, false, [local, new("0.0.0.0/0", nat.Id), between, storage, .. peered], Of(SubnetKind.Private)),
            new(region.Id("rtb", "data"), "corvina-data", main.Id, false, [local, between, storage], Of(SubnetKind.Data)),
            new(region.Id("rtb", "default"), "", fallback.Id, true, [new(fallback.Cidr, "local"), new("0.0.0.0/0", region.Id("igw", "default"))], []),
        ];
    }
}
