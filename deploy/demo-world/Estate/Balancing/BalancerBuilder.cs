using System.Globalization;
using Raposa.DemoWorld.Estate.Fleets;
using Raposa.DemoWorld.Estate.Network;

namespace Raposa.DemoWorld.Estate.Balancing;

/// <summary>
/// A public one in front of the web tier and the cluster, an internal one for the workers, and in production's home region
/// the classic one that the old reports still use.
/// </summary>
internal static class BalancerBuilder
{
    public const string Public = "corvina-public", Internal = "corvina-internal", LegacyReports = "legacy-reports", Classic = "corvina-classic-web";

    public static BalancerEstate Of(RegionEstate region)
    {
        var groups = region.Groups;
        var web = Group(region, "corvina-web", "HTTP", 8080, Public, "web");
        var worker = Group(region, "corvina-worker", "TCP", 9090, Internal, "worker");
        List<TargetGroup> targets = [web, worker];
        List<Balancer> all =
        [
            Modern(
                region, Public, BalancerKind.Application, false, [groups[GroupBuilder.Balancer].Id], SubnetKind.Public, [web.Name],
                [("HTTPS", 443, web, "ELBSecurityPolicy-TLS13-1-2-2021-06"), ("HTTP", 80, null, null)]) with { HasAccessLogs = true, DropsInvalidHeaders = true },
            Modern(region, Internal, BalancerKind.Network, true, [], SubnetKind.Private, [worker.Name], [("TCP", 9090, worker, null)]),
        ];
        if (region is { Account.IsProduction: true, IsHome: true })
        {
            var reports = Group(region, "legacy-reports", "HTTP", 80, LegacyReports, PetCatalog.ReportsLegacy);
            targets.Add(reports);
            all.Add(Modern(
                region, LegacyReports, BalancerKind.Application, false, [groups[GroupBuilder.Legacy].Id], SubnetKind.Public, [reports.Name],
                [("HTTP", 80, reports, null)]));
            all.Add(ClassicOne(region));
        }

        return new([.. all], [.. targets]);
    }

    private static TargetGroup Group(RegionEstate region, string name, string protocol, int port, string balancer, string fleet) =>
        new(name, region.Arn("elasticloadbalancing", $"targetgroup/{name}/{Hash(region, "tg", name)}"), protocol, port, balancer, fleet);

    private static Balancer Modern(
        RegionEstate region, string name, BalancerKind kind, bool isInternal, string[] groups, SubnetKind subnets, string[] targets,
        (string Protocol, int Port, TargetGroup? Target, string? Policy)[] listeners)
    {
        var path = kind == BalancerKind.Network ? "net" : "app";
        var hash = Hash(region, "lb", name);
        return new(
            name, kind, isInternal,
            $"{(isInternal ? "internal-" : "")}{name}-{region.Ids.Dice("lb-dns", region.Account.Id, region.Name, name).Between(100_000_000, 1_999_999_999)}.{region.Name}.elb.amazonaws.com",
            region.Arn("elasticloadbalancing", $"loadbalancer/{path}/{name}/{hash}"), [.. groups], InterfacesOf(region, name, subnets, !isInternal),
            [
                .. listeners.Select(one => new Listener(
                    region.Arn("elasticloadbalancing", $"listener/{path}/{name}/{hash}/{Hash(region, "listener", string.Create(CultureInfo.InvariantCulture, $"{name}/{one.Port}"))}"),
                    one.Port, one.Protocol, one.Target?.Arn) { Policy = one.Policy }),
            ],
            [.. targets], new(2023, 5, 18, 7, 40, 11, TimeSpan.Zero));
    }

    private static Balancer ClassicOne(RegionEstate region) => new(
        Classic, BalancerKind.Classic, false,
        $"{Classic}-{region.Ids.Dice("clb-dns", region.Account.Id, region.Name).Between(100_000_000, 1_999_999_999)}.{region.Name}.elb.amazonaws.com",
        null, [region.Groups[GroupBuilder.Legacy].Id], InterfacesOf(region, Classic, SubnetKind.Public, true),
        [new("", 80, "HTTP", null)], [PetCatalog.ReportsLegacy], new(2019, 3, 4, 15, 2, 50, TimeSpan.Zero));

    private static System.Collections.Immutable.ImmutableArray<BalancerInterface> InterfacesOf(RegionEstate region, string name, SubnetKind kind, bool isPublic) =>
    [
        .. region.Network.Of(kind).Take(2).Select((subnet, index) => new BalancerInterface(
            region.Id("eni", $"lb/{name}/{index}"), subnet, subnet.Address(subnet.Hosts - 12 + HostOf(name) + index),
            isPublic ? PublicAddresses.Elastic(60 + (region.Cell * 11) + HostOf(name) + index) : null)),
    ];

    // Every balancer has two addresses of its own at the end of its subnets.
    private static int HostOf(string name) => name switch { Public => 0, Internal => 2, LegacyReports => 4, _ => 6 };

    private static string Hash(RegionEstate region, string kind, string name) => region.Ids.Hex(16, kind, region.Account.Id, region.Name, name);
}
