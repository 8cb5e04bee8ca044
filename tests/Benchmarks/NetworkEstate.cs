using System.Globalization;
using Raposa.Network.Oracle;

namespace Raposa.Benchmarks;

/// <summary>
/// Ten thousand interfaces and two thousand groups as a company has them: fifty networks, joined in a ring by peerings, each with forty
/// services in four tiers; each service is a group of five machines over three zones, open to the tier before it and to monitoring.
/// </summary>
internal static class NetworkEstate
{
    private const int Vpcs = 50;
    private const int Tiers = 4;
    private const int Services = 10;
    private const int Zones = 3;
    private const int Machines = 5;
    private static readonly string[] TierNames = ["edge", "web", "app", "data"];

    public static World Build()
    {
        var world = new World();
        for (var vpc = 0; vpc < Vpcs; vpc++)
        {
            Network(world, vpc);
        }

        for (var vpc = 0; vpc < Vpcs; vpc++)
        {
            world.Peerings.Add(new(Text($"pcx-{vpc}"), Text($"vpc-{vpc}"), Text($"vpc-{(vpc + 1) % Vpcs}"), Active: true, OneRegion: true));
        }

        return world;
    }

    private static void Network(World world, int vpc)
    {
        var (id, cidr) = (Text($"vpc-{vpc}"), Text($"10.{vpc}.0.0/16"));
        var (before, after) = ((vpc + Vpcs - 1) % Vpcs, (vpc + 1) % Vpcs);
        world.Vpcs.Add(new(id, cidr, null));
        world.InternetGateways.Add((Text($"igw-{vpc}"), id));
        List<WorldRoute> routes = [new(cidr, "local-"), new(Text($"10.{before}.0.0/16"), Text($"pcx-{before}")), new(Text($"10.{after}.0.0/16"), Text($"pcx-{vpc}"))];
        var nat = Text($"10.{vpc}.0.200");
        world.Cards.Add(new(Text($"eni-nat-{vpc}"), null, Text($"subnet-{vpc}-0-0"), id, "nat_gateway", nat, Text($"52.0.{vpc}.200"), null, []));
        world.Nats.Add(new(Text($"nat-{vpc}"), Text($"subnet-{vpc}-0-0"), id, Text($"eni-nat-{vpc}"), nat, Text($"52.0.{vpc}.200")));
        List<string> open = [];
        for (var tier = 0; tier < Tiers; tier++)
        {
            var subnets = Enumerable.Range(0, Zones).Select(zone => Text($"subnet-{vpc}-{tier}-{zone}")).ToArray();
            for (var zone = 0; zone < Zones; zone++)
            {
                world.Subnets.Add(new(subnets[zone], id, Text($"10.{vpc}.{(tier * Zones) + zone}.0/24"), null, Text($"{zone}")));
            }

            world.Tables.Add(new(Text($"rtb-{vpc}-{tier}"), id, tier == 0, subnets, [.. routes, new("0.0.0.0/0", tier == 0 ? Text($"igw-{vpc}") : Text($"nat-{vpc}"))]));
            if (TierNames[tier] == "data")
            {
                // Data has an ACL of its own, which lets in what comes from our networks, and answers.
                world.Acls.Add(new(Text($"acl-{vpc}-data"), id, subnets, [Entry(100, false, "10.0.0.0/8"), Entry(110, false, "0.0.0.0/0", 1024), Entry(100, true, "0.0.0.0/0")]));
            }
            else
            {
                open.AddRange(subnets);
            }

            for (var service = 0; service < Services; service++)
            {
                Service(world, vpc, tier, service);
            }
        }

        world.Acls.Add(new(Text($"acl-{vpc}"), id, [.. open], [Entry(100, false, "0.0.0.0/0"), Entry(100, true, "0.0.0.0/0")]));
    }

    private static void Service(World world, int vpc, int tier, int service)
    {
        var group = Text($"sg-{vpc}-{tier}-{service}");
        List<WorldRule> rules = [new(true, "-1", null, null, "0.0.0.0/0"), new(false, "tcp", 9100, 9100, Text($"10.{vpc}.0.0/16"))];
        if (tier == 0)
        {
            rules.Add(new(false, "tcp", 443, 443, "0.0.0.0/0"));
        }
        else
        {
            rules.Add(new(false, "tcp", 8000 + tier, 8000 + tier, Text($"sg-{vpc}-{tier - 1}-{service}")));
            rules.Add(new(false, "tcp", 8000 + tier, 8000 + tier, Text($"sg-{vpc}-{tier - 1}-{(service + 3) % Services}")));
        }

        // Every other service is used by the network next door as well.
        if (tier == 2 && service % 2 == 0)
        {
            rules.Add(new(false, "tcp", 8443, 8443, Text($"sg-{(vpc + 1) % Vpcs}-1-{service}")));
        }

        world.Groups.Add(new(group, Text($"vpc-{vpc}"), rules));
        for (var machine = 0; machine < Machines; machine++)
        {
            var (zone, number) = (machine % Zones, 10 + (service * Machines) + machine);
            world.Cards.Add(new(
                Text($"eni-{vpc}-{tier}-{service}-{machine}"),
                Text($"i-{vpc}-{tier}-{service}-{machine}"),
                Text($"subnet-{vpc}-{tier}-{zone}"),
                Text($"vpc-{vpc}"),
                "interface",
                Text($"10.{vpc}.{(tier * Zones) + zone}.{number}"),
                tier == 0 ? Text($"52.{vpc + 1}.{zone}.{number}") : null,
                null,
                [group]));
        }
    }

    private static WorldEntry Entry(int number, bool egress, string cidr, int? from = null) =>
        new(number, egress, Allow: true, from is null ? "-1" : "6", from, from is null ? null : 65535, cidr);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
