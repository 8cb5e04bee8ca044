using System.Net;

namespace Raposa.Network.Oracle;

/// <summary>A random world of up to twelve interfaces: the same for the same seed. Rules are drawn so that about half of what is asked gets through.</summary>
internal sealed class WorldGenerator(int seed)
{
    private static readonly (int From, int To)[] Ranges =
        [(22, 22), (80, 80), (80, 443), (443, 443), (8080, 8080), (0, 1023), (1024, 65535), (32768, 60999), (49152, 65535), (0, 65535), (0, 65535)];

    private static readonly string[] Outside = ["0.0.0.0/0", "0.0.0.0/0", "0.0.0.0/0", "8.8.8.0/24", "8.8.8.8/32", "93.184.0.0/16", "1.0.0.0/8"];
    private static readonly string[] Outside6 = ["::/0", "::/0", "2600::/16", "2600:1::/32"];

    private readonly Random _random = new(seed);
    private readonly World _world = new();

    public World Generate()
    {
        _world.PrefixLists["pl-1"] = Many(["8.8.8.0/24", "93.184.0.0/16", "10.0.0.0/8", "10.1.1.0/24", "2600:1::/32"], 1, 3);
        _world.PrefixLists["pl-s3"] = ["93.184.0.0/17"];
        for (var vpc = 1; vpc <= _random.Next(1, 4); vpc++)
        {
            Vpc(vpc);
        }

        Peerings();
        TransitGateway();
        foreach (var vpc in _world.Vpcs)
        {
            Nat(vpc);
            Tables(vpc);
            Acls(vpc);
            Groups(vpc);
        }

        while (_world.Cards.Count < _random.Next(4, 11))
        {
            Card(Pick(_world.Subnets));
        }

        Balancer();
        return _world;
    }

    private void Vpc(int number)
    {
        var vpc = new WorldVpc($"vpc-{number}", $"10.{number}.0.0/16", Chance(0.4) ? $"2a05:d0{number}::/56" : null);
        _world.Vpcs.Add(vpc);
        for (var one = 1; one <= _random.Next(1, 4); one++)
        {
            var cidr6 = vpc.Cidr6 is null ? null : $"2a05:d0{number}:0:{one}::/64";
            _world.Subnets.Add(new($"subnet-{number}{one}", vpc.Id, $"10.{number}.{one}.0/24", cidr6, Chance(0.6) ? "a" : "b"));
        }

        if (Chance(0.8))
        {
            _world.InternetGateways.Add(($"igw-{number}", vpc.Id));
        }

        if (vpc.Cidr6 is not null && Chance(0.5))
        {
            _world.EgressGateways.Add(($"eigw-{number}", vpc.Id));
        }
    }

    private void Peerings()
    {
        for (var one = 0; one < _world.Vpcs.Count; one++)
        {
            for (var other = one + 1; other < _world.Vpcs.Count; other++)
            {
                if (Chance(0.6))
                {
                    _world.Peerings.Add(new($"pcx-{one}{other}", _world.Vpcs[one].Id, _world.Vpcs[other].Id, Chance(0.9), Chance(0.8)));
                }
            }
        }
    }

    private void TransitGateway()
    {
        foreach (var vpc in _world.Vpcs.Where(_ => _world.Vpcs.Count > 1 && Chance(0.6)))
        {
            var subnets = SubnetsOf(vpc).GroupBy(subnet => subnet.Zone).Select(zone => Pick([.. zone]).Id).ToArray();
            _world.Attachments.Add(new($"tgw-attach-{vpc.Id}", vpc.Id, Chance(0.7) ? subnets : [Pick(subnets)]));
        }

        foreach (var one in _world.Attachments.Where(_ => Chance(0.9)))
        {
            var cidr = _world.Vpcs.Single(vpc => vpc.Id == one.Vpc).Cidr;
            _world.TransitRoutes.Add(new(cidr, one.Id));
            if (Chance(0.15))
            {
                _world.TransitRoutes.Add(new(Pick(SubnetsOf(one.Vpc)).Cidr, null));
            }
        }
    }

    private void Nat(WorldVpc vpc)
    {
        if (!Chance(0.4))
        {
            return;
        }

        var subnet = Pick(SubnetsOf(vpc));
        var (number, address) = (vpc.Id[4..], $"{subnet.Cidr[..^4]}200");
        var visible = $"52.0.{number}.200";
        _world.Cards.Add(new($"eni-nat{number}", null, subnet.Id, vpc.Id, "nat_gateway", address, visible, null, []));
        _world.Nats.Add(new($"nat-{number}", subnet.Id, vpc.Id, $"eni-nat{number}", address, visible));
    }

    private void Tables(WorldVpc vpc)
    {
        var subnets = SubnetsOf(vpc).Select(subnet => subnet.Id).ToList();
        _world.Tables.Add(new($"rtb-{vpc.Id}-main", vpc.Id, true, [], Routes(vpc)));
        foreach (var subnet in subnets.Where(_ => Chance(0.5)).ToArray())
        {
            _world.Tables.Add(new($"rtb-{subnet}", vpc.Id, false, [subnet], Routes(vpc)));
        }
    }

    private List<WorldRoute> Routes(WorldVpc vpc)
    {
        var routes = new List<WorldRoute> { new(vpc.Cidr, "local-") };
        if (vpc.Cidr6 is not null)
        {
            routes.Add(new(vpc.Cidr6, "local-"));
        }

        string[] exits = [.. _world.InternetGateways.Where(one => one.Vpc == vpc.Id).Select(one => one.Id), .. _world.Nats.Where(one => one.Vpc == vpc.Id).Select(one => one.Id)];
        if (exits.Length > 0 && Chance(0.8))
        {
            routes.Add(new("0.0.0.0/0", Pick(exits), Chance(0.05)));
            if (Chance(0.2))
            {
                routes.Add(new(Pick(["8.8.8.0/24", "93.184.0.0/16"]), Pick(exits), Chance(0.3)));
            }
        }

        string[] exits6 = [.. _world.InternetGateways.Where(one => one.Vpc == vpc.Id).Select(one => one.Id), .. _world.EgressGateways.Where(one => one.Vpc == vpc.Id).Select(one => one.Id)];
        if (vpc.Cidr6 is not null && exits6.Length > 0 && Chance(0.8))
        {
            routes.Add(new("::/0", Pick(exits6)));
        }

        foreach (var peering in _world.Peerings.Where(one => (one.One == vpc.Id || one.Other == vpc.Id) && Chance(0.8)))
        {
            var other = _world.Vpcs.Single(one => one.Id == (peering.One == vpc.Id ? peering.Other : peering.One));
            routes.Add(new(Chance(0.7) ? other.Cidr : Pick(SubnetsOf(other)).Cidr, peering.Id, !peering.Active && Chance(0.5)));
        }

        if (_world.Attachments.Any(one => one.Vpc == vpc.Id) && Chance(0.8))
        {
            // A list and a range may lead to the same place, or to different ones.
            var destination = Chance(0.15) ? "pl-1" : Chance(0.7) ? "10.0.0.0/8" : Pick(_world.Subnets.Where(one => one.Vpc != vpc.Id).ToList()).Cidr;
            if (routes.All(route => route.Destination != destination) && !IsInside(destination, vpc))
            {
                routes.Add(new(destination, World.TransitGateway));
            }
        }

        if (Chance(0.15))
        {
            routes.Add(new("pl-s3", World.Endpoint));
        }

        return routes;
    }

    // Of what lies in a VPC no route may lead to a transit gateway: https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
    private bool IsInside(string destination, WorldVpc vpc) => _world.PrefixLists.TryGetValue(destination, out var ranges)
        && ranges.Select(IPNetwork.Parse).Any(range => IPNetwork.Parse(vpc.Cidr) is var own && range.PrefixLength >= own.PrefixLength && own.Contains(range.BaseAddress));

    private void Acls(WorldVpc vpc)
    {
        var subnets = SubnetsOf(vpc).Select(subnet => subnet.Id).ToList();
        var special = subnets.Where(_ => Chance(0.3)).ToArray();
        _world.Acls.Add(new($"acl-{vpc.Id}-1", vpc.Id, [.. subnets.Except(special)], Chance(0.7) ? OpenEntries() : Entries()));
        _world.Acls.Add(new($"acl-{vpc.Id}-2", vpc.Id, special, Entries()));
    }

    private static List<WorldEntry> OpenEntries() => [.. new[] { true, false }.SelectMany(egress => new WorldEntry[]
    {
        new(100, egress, true, "-1", null, null, "0.0.0.0/0"),
        new(101, egress, true, "-1", null, null, "::/0"),
        new(32767, egress, false, "-1", null, null, "0.0.0.0/0"),
        new(32768, egress, false, "-1", null, null, "::/0"),
    })];

    private List<WorldEntry> Entries()
    {
        var entries = OpenEntries().Where(entry => entry.Number > 32000 || Chance(0.8)).ToList();
        var numbers = Enumerable.Range(1, 199).Where(number => number is not (100 or 101)).OrderBy(_ => _random.Next()).ToArray();
        for (var one = 0; one < _random.Next(1, 7); one++)
        {
            var protocol = Pick(["6", "6", "6", "17", "1", "58", "47", "-1"]);
            var range = Pick(Ranges);
            var (from, to) = protocol switch
            {
                "6" or "17" => ((int?)range.From, (int?)range.To),
                "1" => (Pick([8, 0, 3, -1]), Pick([0, -1])),
                "58" => (Pick([128, 129, -1]), -1),
                _ => (null, null),
            };
            entries.Add(new(numbers[one], Chance(0.5), Chance(0.5), protocol, from, to, Range(protocol == "58")));
        }

        return entries;
    }

    private void Groups(WorldVpc vpc)
    {
        for (var one = 1; one <= _random.Next(1, 4); one++)
        {
            var rules = new List<WorldRule>();
            if (Chance(0.75))
            {
                rules.Add(new(true, "-1", null, null, "0.0.0.0/0"));
                rules.Add(new(true, "-1", null, null, "::/0"));
            }

            _world.Groups.Add(new($"sg-{vpc.Id[4..]}{one}", vpc.Id, rules));
        }

        foreach (var group in _world.Groups.Where(group => group.Vpc == vpc.Id))
        {
            for (var rule = 0; rule < _random.Next(2, 7); rule++)
            {
                group.Rules.Add(Rule(Chance(0.2)));
            }
        }
    }

    private WorldRule Rule(bool egress)
    {
        var protocol = Pick(["tcp", "tcp", "tcp", "udp", "icmp", "icmpv6", "47", "-1", "-1", "-1"]);
        var range = Pick(Ranges);
        var (from, to) = protocol switch
        {
            "tcp" or "udp" => ((int?)range.From, (int?)range.To),
            "icmp" => (Pick([8, 3, -1]), -1),
            "icmpv6" => (Pick([128, -1]), -1),
            _ => (null, null),
        };
        var peer = Chance(0.35) ? Pick(_world.Groups).Id : Chance(0.1) ? "pl-1" : Range(protocol == "icmpv6");
        return new(egress, protocol, from, to, peer);
    }

    private string Range(bool six)
    {
        if (six || Chance(0.15))
        {
            return Chance(0.6) ? Pick(Outside6) : _world.Subnets.Where(one => one.Cidr6 is not null).Select(one => one.Cidr6!).FirstOrDefault() ?? "::/0";
        }

        return Chance(0.5) ? Pick(Outside) : Chance(0.3) ? "10.0.0.0/8" : Chance(0.5) ? Pick(_world.Vpcs).Cidr : Pick(_world.Subnets).Cidr;
    }

    private void Card(WorldSubnet subnet)
    {
        var number = _world.Cards.Count + 10;
        var groups = Many([.. _world.Groups.Where(group => group.Vpc == subnet.Vpc).Select(group => group.Id)], 1, 2);
        _world.Cards.Add(new(
            $"eni-{number}",
            $"i-{number}",
            subnet.Id,
            subnet.Vpc,
            "interface",
            $"{subnet.Cidr[..^4]}{number}",
            Chance(0.65) ? $"52.0.0.{number}" : null,
            subnet.Cidr6 is not null && Chance(0.6) ? $"{subnet.Cidr6[..^3]}{number}" : null,
            groups)
        {
            IsAttached = Chance(0.97),
            IsStopped = Chance(0.05),
        });
    }

    private void Balancer()
    {
        var hosts = _world.Cards.Where(card => card.Kind == "interface").ToArray();
        if (!Chance(0.35) || hosts.Length == 0)
        {
            return;
        }

        var vpc = Pick(hosts).Vpc;
        var targets = Many([.. hosts.Where(card => card.Vpc == vpc)], 1, 2);
        var (kind, subnet) = (Pick(["network", "application"]), Pick(SubnetsOf(vpc)));
        var groups = kind == "network" && Chance(0.5) ? [] : Many([.. _world.Groups.Where(group => group.Vpc == vpc).Select(group => group.Id)], 1, 2);
        var name = $"{(kind == "network" ? "net" : "app")}/lb/1";
        _world.Cards.Add(new(
            "eni-lb",
            null,
            subnet.Id,
            vpc,
            kind == "network" ? "network_load_balancer" : "load_balancer",
            $"{subnet.Cidr[..^4]}220",
            Chance(0.6) ? "52.0.9.9" : null,
            null,
            groups)
        {
            Description = $"ELB {name}",
        });
        var byAddress = Chance(0.4);
        var listeners = Many([80, 443, 8080], 1, 2).Select(port => new WorldListener(
            kind == "application" ? "HTTP" : Pick(["TCP", "TCP", "UDP"]),
            port,
            $"arn:tg/{port}",
            byAddress,
            [.. targets.Select(card => (byAddress ? card.Address : card.Instance!, Pick([22, 80, 8080])))]));
        _world.Balancers.Add(new($"arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/{name}", "lb", kind, kind == "application" || Chance(0.6), ["eni-lb"], [.. listeners]));
    }

    private List<WorldSubnet> SubnetsOf(WorldVpc vpc) => SubnetsOf(vpc.Id);

    private List<WorldSubnet> SubnetsOf(string vpc) => [.. _world.Subnets.Where(subnet => subnet.Vpc == vpc)];

    private bool Chance(double share) => _random.NextDouble() < share;

    private T Pick<T>(IReadOnlyList<T> list) => list[_random.Next(list.Count)];

    private T[] Many<T>(T[] list, int least, int most) => [.. list.OrderBy(_ => _random.Next()).Take(_random.Next(least, most + 1))];
}
