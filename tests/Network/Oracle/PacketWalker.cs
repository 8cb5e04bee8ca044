using System.Collections.Concurrent;
using System.Net;

namespace Raposa.Network.Oracle;

/// <summary>
/// Carries one packet through a world, and its answer back, step by step as AWS documents them. It is slow and simple, and shares no
/// line with the analyzer: it knows no sets of ports, only this packet.
/// </summary>
internal sealed class PacketWalker(World world)
{
    private static readonly ConcurrentDictionary<string, IPNetwork> Networks = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, IPAddress> Addresses = new(StringComparer.Ordinal);

    /// <summary>Where a packet got to: at a card, at a service behind an endpoint, or out on the internet.</summary>
    internal sealed record Arrival(WorldCard? Card, string? Outside, Packet Packet);

    /// <param name="Port">Of ICMP the type.</param>
    /// <param name="From">The sender's port; of ICMP the code.</param>
    internal sealed record Packet(string Source, int From, string Target, int Port, string Protocol)
    {
        public Packet Answer() => Protocol switch
        {
            "1" => new(Target, From, Source, 0, Protocol),
            "58" => new(Target, From, Source, 129, Protocol),
            _ => new(Target, Port, Source, From, Protocol),
        };

        // Only an echo request has an answer.
        public bool WantsAnswer => Protocol switch { "1" => Port == 8, "58" => Port == 128, _ => true };
    }

    /// <summary>What is remembered of a connection on its way.</summary>
    private sealed class Journey
    {
        public Stack<(WorldNat Nat, string Source, int Port)> Translations { get; } = new();

        public bool GroupsCannotBeNamed { get; set; }

        public int NatPort { get; init; }
    }

    /// <param name="sender">The card that sends; null if somebody on the internet does.</param>
    /// <param name="wanted">Where it has to end: the id of a card, "internet" or "service".</param>
    /// <param name="natPort">The port that NAT gateways and load balancers happen to take.</param>
    public bool Connects(WorldCard? sender, Packet packet, string wanted, int natPort, int? targetPort = null)
    {
        var journey = new Journey { NatPort = natPort };
        if (sender is { IsAttached: false } or { Kind: not "interface" })
        {
            return false;
        }

        var arrival = sender is null ? Enter(packet, journey, isAnswer: false) : Leave(packet, SubnetOf(sender), journey, isAnswer: false);
        if (arrival is null)
        {
            return false;
        }

        var isDirect = arrival.Card is not null && arrival.Packet.Source == packet.Source && arrival.Packet.Target == packet.Target && sender is not null
            && !journey.GroupsCannotBeNamed;
        if (sender is not null && !Groups(sender, egress: true, packet.Target, isDirect ? arrival.Card : null, packet))
        {
            return false;
        }

        if (arrival.Card is null)
        {
            return arrival.Outside == wanted && (!packet.WantsAnswer || IsBack(arrival.Outside == "internet"
                ? Enter(arrival.Packet.Answer(), journey, isAnswer: true)
                : FromService(arrival.Packet.Answer(), sender!), sender, packet));
        }

        return arrival.Card.Kind switch
        {
            "interface" => wanted == arrival.Card.Id && targetPort is null
                && arrival.Card.IsAttached
                && Groups(arrival.Card, egress: false, arrival.Packet.Source, isDirect ? sender : null, arrival.Packet)
                && (!packet.WantsAnswer || IsBack(Leave(arrival.Packet.Answer(), SubnetOf(arrival.Card), journey, isAnswer: true), sender, packet)),
            "network_load_balancer" or "load_balancer" =>
                (arrival.Card.Groups.Length == 0 || Groups(arrival.Card, egress: false, arrival.Packet.Source, isDirect ? sender : null, arrival.Packet))
                && Balances(arrival.Card, arrival.Packet, wanted, natPort, targetPort)
                && IsBack(Leave(arrival.Packet.Answer(), SubnetOf(arrival.Card), journey, isAnswer: true), sender, packet),
            _ => false,
        };
    }

    private static bool IsBack(Arrival? arrival, WorldCard? sender, Packet first) => arrival is not null
        && arrival.Card?.Id == sender?.Id
        && arrival.Packet.Target == first.Source
        && arrival.Packet.Source == first.Target
        && (first.Protocol is "1" or "58" || arrival.Packet.Port == first.From);

    // A packet leaves a subnet: past the ACL unless a neighbour is meant, then where the route with the longest prefix says.
    private Arrival? Leave(Packet packet, WorldSubnet subnet, Journey journey, bool isAnswer)
    {
        if (Within(packet.Target, subnet.Cidr) || Within(packet.Target, subnet.Cidr6))
        {
            return Hand(packet, subnet.Vpc, journey, isAnswer);
        }

        if (!Acl(subnet.Id, egress: true, packet.Target, packet))
        {
            return null;
        }

        var route = RouteFor(TableOf(subnet), packet.Target);
        if (route is null || route.Blackhole)
        {
            return null;
        }

        return route.Target[..route.Target.IndexOf('-', StringComparison.Ordinal)] switch
        {
            "local" => Come(packet, subnet.Vpc, journey, isAnswer),
            "igw" => Exit(packet, subnet.Vpc, journey, isAnswer),
            "eigw" => isAnswer || !packet.Target.Contains(':', StringComparison.Ordinal) ? null : Onward(packet, journey, isAnswer),
            "nat" => isAnswer ? null : Translate(packet, subnet, world.Nats.Single(nat => nat.Id == route.Target), journey),
            "pcx" => Peer(packet, subnet.Vpc, world.Peerings.Single(one => one.Id == route.Target), journey, isAnswer),
            "tgw" => Transit(packet, subnet, journey, isAnswer),
            "vpce" => isAnswer || journey.Translations.Count > 0 ? null : new(null, "service", packet), // a NAT gateway sends nothing there
            _ => throw new InvalidOperationException(route.Target),
        };
    }

    private Arrival? Come(Packet packet, string vpc, Journey journey, bool isAnswer) =>
        SubnetAt(vpc, packet.Target) is { } subnet && Acl(subnet.Id, egress: false, packet.Source, packet)
            ? Hand(packet, vpc, journey, isAnswer)
            : null;

    private Arrival? Hand(Packet packet, string vpc, Journey journey, bool isAnswer)
    {
        var card = world.Cards.FirstOrDefault(one => one.Vpc == vpc && (one.Address == packet.Target || one.Address6 == packet.Target));
        if (card is null)
        {
            return null;
        }

        return card.Kind != "nat_gateway" ? new(card, null, packet) : isAnswer ? Untranslate(packet, card, journey) : null;
    }

    // A NAT gateway hands an answer to whom it remembers; nobody else gets past it.
    private Arrival? Untranslate(Packet packet, WorldCard card, Journey journey)
    {
        if (!journey.Translations.TryPeek(out var kept) || kept.Nat.Card != card.Id || (packet.Protocol is "6" or "17" && packet.Port != journey.NatPort))
        {
            return null;
        }

        journey.Translations.Pop();
        var inner = packet.Protocol == "1" ? packet with { Target = kept.Source } : packet with { Target = kept.Source, Port = kept.Port };
        var subnet = SubnetOf(card);
        if (Within(inner.Target, subnet.Cidr))
        {
            return Hand(inner, subnet.Vpc, journey, isAnswer: true);
        }

        return Acl(subnet.Id, egress: true, inner.Target, inner) ? Come(inner, subnet.Vpc, journey, isAnswer: true) : null;
    }

    private Arrival? Translate(Packet packet, WorldSubnet from, WorldNat nat, Journey journey)
    {
        if (packet.Protocol is not ("6" or "17" or "1") || packet.Target.Contains(':', StringComparison.Ordinal) || journey.Translations.Count > 3)
        {
            return null;
        }

        if (nat.Subnet != from.Id && !Acl(nat.Subnet, egress: false, packet.Source, packet))
        {
            return null;
        }

        journey.Translations.Push((nat, packet.Source, packet.From));
        var port = packet.Protocol == "1" ? packet.From : journey.NatPort;
        return Leave(packet with { Source = nat.Address, From = port }, world.Subnets.Single(one => one.Id == nat.Subnet), journey, isAnswer: false);
    }

    private Arrival? Exit(Packet packet, string vpc, Journey journey, bool isAnswer)
    {
        if (!world.InternetGateways.Any(one => one.Vpc == vpc))
        {
            return null;
        }

        if (packet.Source.Contains(':', StringComparison.Ordinal))
        {
            return Onward(packet, journey, isAnswer);
        }

        var visible = world.Cards.FirstOrDefault(one => one.Vpc == vpc && one.Address == packet.Source)?.Public;
        return visible is null ? null : Onward(packet with { Source = visible }, journey, isAnswer);
    }

    // Beyond the gateway nobody knows whose address it is, so groups that name groups are of no use there.
    private Arrival? Onward(Packet packet, Journey journey, bool isAnswer)
    {
        journey.GroupsCannotBeNamed |= !isAnswer;
        return world.Cards.Any(one => one.Public == packet.Target || one.Address6 == packet.Target)
            ? Enter(packet, journey, isAnswer)
            : IsPrivate(packet.Target) ? null : new(null, "internet", packet);
    }

    private Arrival? Enter(Packet packet, Journey journey, bool isAnswer)
    {
        var card = world.Cards.FirstOrDefault(one => one.Public == packet.Target || one.Address6 == packet.Target);
        if (card is null || !world.InternetGateways.Any(one => one.Vpc == card.Vpc))
        {
            return EgressOnlyAnswer(packet, card, journey, isAnswer);
        }

        if (card.Public == packet.Target)
        {
            packet = packet with { Target = card.Address };
            var arrival = Acl(card.Subnet, egress: false, packet.Source, packet) ? Hand(packet, card.Vpc, journey, isAnswer) : null;
            return arrival;
        }

        return Acl(card.Subnet, egress: false, packet.Source, packet) ? Hand(packet, card.Vpc, journey, isAnswer) : null;
    }

    // An egress-only gateway lets answers in, and its VPC needs no other gateway for that.
    private Arrival? EgressOnlyAnswer(Packet packet, WorldCard? card, Journey journey, bool isAnswer) =>
        isAnswer && card is not null && card.Address6 == packet.Target && world.EgressGateways.Any(one => one.Vpc == card.Vpc)
            && Acl(card.Subnet, egress: false, packet.Source, packet)
            ? Hand(packet, card.Vpc, journey, isAnswer)
            : null;

    private Arrival? FromService(Packet packet, WorldCard sender) =>
        Acl(sender.Subnet, egress: false, packet.Source, packet) ? new(sender, null, packet) : null;

    private Arrival? Peer(Packet packet, string vpc, WorldPeering peering, Journey journey, bool isAnswer)
    {
        var other = peering.One == vpc ? peering.Other : peering.Other == vpc ? peering.One : null;
        journey.GroupsCannotBeNamed |= !isAnswer && !peering.OneRegion;
        return peering.Active && other is not null ? Come(packet, other, journey, isAnswer) : null;
    }

    private Arrival? Transit(Packet packet, WorldSubnet from, Journey journey, bool isAnswer)
    {
        var mine = world.Attachments.FirstOrDefault(one => one.Vpc == from.Vpc);
        if (mine is null || Near(mine, from.Zone) is not { } door)
        {
            return null;
        }

        if (door.Id != from.Id && !Acl(door.Id, egress: false, packet.Source, packet))
        {
            return null;
        }

        var route = world.TransitRoutes.Where(one => Within(packet.Target, one.Cidr)).OrderByDescending(one => Network(one.Cidr).PrefixLength).FirstOrDefault();
        var theirs = world.Attachments.FirstOrDefault(one => one.Id == route?.Attachment);
        if (theirs is null || SubnetAt(theirs.Vpc, packet.Target) is not { } end)
        {
            return null;
        }

        var entrance = Near(theirs, from.Zone) ?? world.Subnets.Single(one => one.Id == theirs.Subnets[0]);
        if (entrance.Id != end.Id && !Acl(entrance.Id, egress: true, packet.Target, packet))
        {
            return null;
        }

        journey.GroupsCannotBeNamed = true;
        return Come(packet, theirs.Vpc, journey, isAnswer);
    }

    private WorldSubnet? Near(WorldAttachment attachment, string zone) =>
        world.Subnets.FirstOrDefault(one => attachment.Subnets.Contains(one.Id) && one.Zone == zone);

    // A listener takes the connection and a target gets it: of a network balancer with the client's address, of another with the balancer's.
    private bool Balances(WorldCard card, Packet packet, string wanted, int port, int? targetPort)
    {
        var balancer = world.Balancers.Single(one => one.Cards.Contains(card.Id));
        foreach (var listener in balancer.Listeners.Where(one => one.Port == packet.Port && (one.Protocol == "UDP" ? "17" : "6") == packet.Protocol))
        {
            foreach (var (name, number) in listener.Targets.Where(one => targetPort is null || one.Port == targetPort))
            {
                var target = world.Cards.Single(one => one.Instance == name || one.Address == name);
                if (wanted != card.Id && wanted != target.Id)
                {
                    continue;
                }

                if (!balancer.CrossesZones && SubnetOf(target).Zone != SubnetOf(card).Zone)
                {
                    continue;
                }

                var keeps = balancer.Kind == "network" && (!listener.ByAddress || listener.Protocol == "UDP");
                var second = keeps
                    ? new Packet(packet.Source, packet.From, target.Address, number, packet.Protocol)
                    : new Packet(card.Address, port, target.Address, number, packet.Protocol);
                if (Forwards(card, target, second))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool Forwards(WorldCard card, WorldCard target, Packet packet)
    {
        var (near, far) = (SubnetOf(card), SubnetOf(target));
        if (!target.IsAttached
            || (card.Groups.Length > 0 && !Groups(card, egress: true, target.Address, target, packet))
            || !Groups(target, egress: false, packet.Source, card, packet))
        {
            return false;
        }

        if (near.Id == far.Id)
        {
            return true;
        }

        return Acl(near.Id, egress: true, target.Address, packet)
            && RouteFor(TableOf(near), target.Address) is { Blackhole: false, Target: "local-" }
            && Acl(far.Id, egress: false, packet.Source, packet)
            && Acl(far.Id, egress: true, packet.Source, packet.Answer())
            && RouteFor(TableOf(far), card.Address) is { Blackhole: false, Target: "local-" }
            && Acl(near.Id, egress: false, target.Address, packet.Answer());
    }

    private bool Groups(WorldCard card, bool egress, string peer, WorldCard? peerCard, Packet packet) => world.Groups
        .Where(group => card.Groups.Contains(group.Id))
        .SelectMany(group => group.Rules)
        .Any(rule => rule.Egress == egress && Covers(rule.Protocol, rule.From, rule.To, packet)
            && (rule.Peer.StartsWith("sg-", StringComparison.Ordinal) ? peerCard is not null && peerCard.Groups.Contains(rule.Peer)
                : rule.Peer.StartsWith("pl-", StringComparison.Ordinal) ? world.PrefixLists[rule.Peer].Any(cidr => Within(peer, cidr))
                : Within(peer, rule.Peer)));

    private bool Acl(string subnet, bool egress, string peer, Packet packet)
    {
        foreach (var entry in world.Acls.Single(acl => acl.Subnets.Contains(subnet)).Entries.Where(one => one.Egress == egress).OrderBy(one => one.Number))
        {
            if (Within(peer, entry.Cidr) && Covers(entry.Protocol, entry.From, entry.To, packet))
            {
                return entry.Allow;
            }
        }

        return false;
    }

    private static bool Covers(string protocol, int? from, int? to, Packet packet)
    {
        var number = protocol switch { "tcp" => "6", "udp" => "17", "icmp" => "1", "icmpv6" => "58", _ => protocol };
        if (number == "-1")
        {
            return true;
        }

        if (number != packet.Protocol)
        {
            return false;
        }

        return number switch
        {
            "6" or "17" => from is null || (packet.Port >= from && packet.Port <= to),
            "1" or "58" => from is null or -1 || (packet.Port == from && (to is null or -1 || packet.From == to)),
            _ => true,
        };
    }

    private WorldRoute? RouteFor(WorldTable table, string target) => table.Routes
        .SelectMany(route => route.Destination.StartsWith("pl-", StringComparison.Ordinal)
            ? world.PrefixLists[route.Destination].Select(cidr => (Cidr: cidr, Route: route, IsList: true))
            : [(Cidr: route.Destination, Route: route, IsList: false)])
        .Where(one => Within(target, one.Cidr))
        .OrderByDescending(one => Network(one.Cidr).PrefixLength)
        .ThenBy(one => one.IsList)
        .Select(one => one.Route)
        .FirstOrDefault();

    private WorldTable TableOf(WorldSubnet subnet) =>
        world.Tables.FirstOrDefault(table => table.Subnets.Contains(subnet.Id)) ?? world.Tables.Single(table => table.Vpc == subnet.Vpc && table.Main);

    private WorldSubnet SubnetOf(WorldCard card) => world.Subnets.Single(one => one.Id == card.Subnet);

    private WorldSubnet? SubnetAt(string vpc, string address) =>
        world.Subnets.FirstOrDefault(one => one.Vpc == vpc && (Within(address, one.Cidr) || Within(address, one.Cidr6)));

    private static bool IsPrivate(string address) => address.StartsWith("10.", StringComparison.Ordinal);

    private static IPNetwork Network(string cidr) => Networks.GetOrAdd(cidr, static text => IPNetwork.Parse(text));

    private static bool Within(string address, string? cidr) =>
        cidr is not null && Network(cidr).Contains(Addresses.GetOrAdd(address, static text => IPAddress.Parse(text)));
}
