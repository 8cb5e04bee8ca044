using System.Collections.Immutable;
using System.Globalization;

namespace Raposa.DemoWorld.Estate.Network;

/// <summary>Lays a region's network out: three zones, and in each a public, a private and a data subnet.</summary>
internal static class NetworkBuilder
{
    /// <summary>Where the gateway endpoint of the demo's day stands.</summary>
    public const string DayEndpoint = "vpce-0c0a71d25e9b3f648";

    public static NetworkEstate Of(RegionEstate region)
    {
        var main = new Vpc(region.Id("vpc", "main"), $"corvina-{region.Account.Environment}", $"{Second(region)}.0.0/16", false, region.Id("dopt", "default"))
        {
            Ipv6Cidr = region.IsHome ? string.Create(CultureInfo.InvariantCulture, $"2001:db8:{region.Cell:x}::/56") : null,
        };
        var fallback = new Vpc(region.Id("vpc", "default"), "", "172.31.0.0/16", true, region.Id("dopt", "default"));
        var subnets = Subnets(region, main, fallback);
        var nat = Nat(region, subnets);
        var lists = PrefixLists(region);
        return new()
        {
            Main = main,
            Default = fallback,
            Subnets = subnets,
            InternetGateway = region.Id("igw", "main"),
            DefaultInternetGateway = region.Id("igw", "default"),
            Nat = nat,
            TransitGateway = TransitGateway(region),
            TransitAttachment = region.Id("tgw-attach", "main"),
            RouteTables = RouteBuilder.Of(region, main, fallback, subnets, nat, lists),
            Acls = AclBuilder.Of(region, main, fallback, subnets),
            Endpoints = Endpoints(region, subnets),
            PrefixLists = lists,
            Peering = PeeringOf(region),
            HasFlowLogs = region is not { Account.Kind: AccountKind.Staging, Index: 1 },
        };
    }

    /// <summary>The first two octets, one pair for each account and region while they last.</summary>
    public static string Second(RegionEstate region) => string.Create(CultureInfo.InvariantCulture, $"10.{20 + (region.Cell % 220)}");

    public static uint Base(RegionEstate region, int third) => (10u << 24) | ((uint)(20 + (region.Cell % 220)) << 16) | ((uint)third << 8);

    public static string TransitGateway(RegionEstate region) =>
        region.Ids.Ec2("tgw", region.Account.Company.AccountIds[0], region.Name, "main");

    private static ImmutableArray<Subnet> Subnets(RegionEstate region, Vpc main, Vpc fallback)
    {
        var zones = region.Cloud.Zones.ToList();
        Subnet Make(SubnetKind kind, string name, int zone, int third, int bits) => new(
            region.Id("subnet", $"{name}-{zone}"), $"corvina-{region.Account.Environment}-{name}-{zones[zone].Name[^1]}", kind, main.Id,
            zones[zone].Name, zones[zone].Id, Base(region, third), bits, region.Id("rtb", name), region.Id("acl", name == "data" ? "data" : "main"));

        return
        [
            .. zones.Select((_, zone) => Make(SubnetKind.Public, "public", zone, zone, 24)),
            .. zones.Select((_, zone) => Make(SubnetKind.Private, "private", zone, 64 + (64 * zone), 18)),
            .. zones.Select((_, zone) => Make(SubnetKind.Data, "data", zone, 8 + zone, 24)),
            .. zones.Select((at, zone) => new Subnet(
                region.Id("subnet", $"default-{zone}"), "", SubnetKind.Default, fallback.Id, at.Name, at.Id,
                (172u << 24) | (31u << 16) | ((uint)(16 * zone) << 8), 20, region.Id("rtb", "default"), region.Id("acl", "default"))),
        ];
    }

    private static NatGateway Nat(RegionEstate region, ImmutableArray<Subnet> subnets)
    {
        var subnet = subnets.First(one => one.Kind == SubnetKind.Public);
        // Production leaves through the address that the demo's day shows.
        var address = region is { Account.IsProduction: true, IsHome: true } ? Corvina.EgressIp : PublicAddresses.Elastic(200 + region.Cell);
        return new(region.Id("nat", "main"), subnet.Id, region.Id("eni", "nat"), subnet.Address(0), address, region.Id("eipalloc", "nat"));
    }

    private static ImmutableArray<Endpoint> Endpoints(RegionEstate region, ImmutableArray<Subnet> subnets)
    {
        var home = subnets.Where(subnet => subnet.Kind == SubnetKind.Data).ToList();
        Endpoint Interface(string service, int host) => new(
            region.Id("vpce", service), $"com.amazonaws.{region.Name}.{service}", false,
            [.. home.Take(2).Select(subnet => new EndpointInterface(region.Id("eni", $"{service}-{subnet.Zone}"), subnet, subnet.Address(host)))]);

        var gateway = region is { Account.IsProduction: true, IsHome: true } ? DayEndpoint : region.Id("vpce", "s3");
        return
        [
            new(gateway, $"com.amazonaws.{region.Name}.s3", true, []),
            Interface("ssm", 200),
            Interface("ecr.api", 204),
            Interface("sts", 208),
        ];
    }

    // Documentation ranges stand for the vendors' real ones.
    private static ImmutableArray<PrefixList> PrefixLists(RegionEstate region) =>
    [
        new(region.Ids.Ec2("pl", region.Name, "s3"), $"com.amazonaws.{region.Name}.s3", "AWS", [("203.0.113.0/27", ""), ("203.0.113.32/27", "")]),
        new(region.Ids.Ec2("pl", region.Name, "cloudfront"), "com.amazonaws.global.cloudfront.origin-facing", "AWS", [("198.51.100.128/26", "")]),
        new(
            region.Id("pl", "cloudflare"), "corvina-cloudflare", region.Account.Id,
            [("198.51.100.192/27", "Cloudflare, first range"), ("198.51.100.224/27", "Cloudflare, second range")]),
        new(region.Id("pl", "offices"), "corvina-offices", region.Account.Id, [($"{Corvina.OfficeIp}/32", "Lisbon"), ("198.51.100.11/32", "Porto")]),
    ];

    private static Peering? PeeringOf(RegionEstate region)
    {
        var company = region.Account.Company;
        if (region.Account.Kind != AccountKind.Production || company.Options.Accounts < 3 || !region.IsHome)
        {
            return null;
        }

        var account = company.AccountIds[2];
        var cell = (2 * company.Options.Regions) + region.Index;
        return new(
            region.Id("pcx", "security"), account, region.Ids.Ec2("vpc", account, region.Name, "main"),
            string.Create(CultureInfo.InvariantCulture, $"10.{20 + (cell % 220)}.0.0/16"));
    }
}
