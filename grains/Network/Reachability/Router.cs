namespace Raposa.Network.Reachability;

/// <summary>Follows a packet from where it starts to where it ends, in the steps that AWS takes, and notes every filter that it meets.</summary>
internal sealed partial class Router(Topology topology)
{
    public const string Internet = "internet";
    public const string Backbone = "aws-backbone";

    // A balancer may stand behind a balancer, and a NAT gateway behind another; nothing real goes on longer than this.
    private const int MostLegs = 6;

    private static readonly Cidr LinkLocal = Cidr.Parse("169.254.0.0/16");

    /// <summary>All ways from an interface; more than one where a load balancer chooses.</summary>
    public List<Trace> From(NetworkInterface sender, IpAddress source, IpAddress destination, bool isToInternet = false)
    {
        var packet = Packet.From(source, sender, destination, isToInternet);
        var draft = new Draft();
        var node = NodeOf(sender);
        draft.Visit(node);
        if (!sender.IsAttached)
        {
            return [draft.End(node, isCertain: true, $"{node} is attached to nothing").Finish(packet, null)];
        }

        if (sender.Kind is InterfaceKind.NatGateway or InterfaceKind.LoadBalancer or InterfaceKind.TransitGateway)
        {
            return [draft.End(node, isCertain: true, $"{node} starts no connections of its own").Finish(packet, null)];
        }

        draft.PassGroups(topology, node, sender, destination);
        return topology.Subnets.TryGetValue(sender.SubnetId, out var subnet)
            ? Leave(draft, packet, subnet, 0)
            : [draft.End(node, isCertain: false, $"subnet {sender.SubnetId}").Finish(packet, null)];
    }

    /// <summary>From an address in a subnet that no interface holds.</summary>
    public List<Trace> From(Subnet subnet, IpAddress source, IpAddress destination, bool isToInternet = false) =>
        Leave(new Draft().Visit(subnet.Id), Packet.From(source, null, destination, isToInternet), subnet, 0);

    /// <summary>From a public address that is not ours.</summary>
    public List<Trace> FromInternet(IpAddress source, IpAddress destination) =>
        Enter(new Draft { Mechanism = "internet" }.Visit(Internet), Packet.From(source, null, destination), 0);

    public static string NodeOf(NetworkInterface one) => one.Kind == InterfaceKind.LoadBalancer ? one.Id : one.OwnerId;

    // Out of a subnet, with whatever source the packet has by now.
    private List<Trace> Leave(Draft draft, Packet packet, Subnet subnet, int legs)
    {
        if (legs > MostLegs)
        {
            return [draft.End(subnet.Id, isCertain: true, "it goes round in circles").Finish(packet, null)];
        }

        if (LinkLocal.Contains(packet.Destination))
        {
            return [draft.End(subnet.Id, isCertain: false, "link-local services, which are not in the configuration").Finish(packet, null)];
        }

        if (subnet.Ranges.Any(range => range.Contains(packet.Destination)))
        {
            // Neighbours talk without a router, so neither routes nor the ACL are asked.
            return Deliver(draft, packet, subnet, References.Both, legs, sameSubnet: true);
        }

        draft.Visit(subnet.Id);
        draft.Pass(subnet.Id, new AclFilter(topology, subnet.Id, egress: true, packet.Destination));
        draft.Answer(subnet.Id, new AclFilter(topology, subnet.Id, egress: false, packet.Destination));
        var isLocal = topology.Vpcs.TryGetValue(subnet.VpcId, out var vpc) && vpc.Ranges.Any(range => range.Contains(packet.Destination));
        if (topology.Index.TableOf(subnet) is not { } table)
        {
            draft.Doubt(subnet.Id, $"route table of {subnet.Id}");
            return isLocal ? DeliverLocally(draft, packet, subnet, legs, null) : [draft.Finish(packet, null)];
        }

        var (route, doubt) = RouteLookup.In(topology, table, packet.Destination, packet.IsToInternet);
        return AndElsewhere(draft, packet, subnet.Id, doubt, known => Along(known, packet, subnet, table, route, isLocal, legs));
    }

    // What was not collected may lead elsewhere, and what is denied on the known way be allowed on that one.
    private static List<Trace> AndElsewhere(Draft draft, Packet packet, string node, string? doubt, Func<Draft, List<Trace>> alongKnown)
    {
        if (doubt is null)
        {
            return alongKnown(draft);
        }

        var elsewhere = draft.Copy().End(node, isCertain: false, doubt).Finish(packet, null);
        return [.. alongKnown(draft.Doubt(node, doubt)), elsewhere];
    }

    private List<Trace> Along(Draft draft, Packet packet, Subnet subnet, RouteTable table, Route? route, bool isLocal, int legs) => route switch
    {
        null when isLocal => DeliverLocally(draft, packet, subnet, legs, null),
        null => [draft.End(subnet.Id, isCertain: true, $"{table.Id} has no route to {packet.Destination}", table.Id).Finish(packet, null)],
        { IsBlackhole: true } => [draft.End(subnet.Id, isCertain: true, $"the route leads to {route.TargetId}, which is gone", route.Id).Finish(packet, null)],
        _ => Follow(draft, packet, subnet, route, legs),
    };

    private List<Trace> Follow(Draft draft, Packet packet, Subnet subnet, Route route, int legs)
    {
        switch (route.Target)
        {
            case RouteTarget.Local:
                return DeliverLocally(draft, packet, subnet, legs, route.Id);
            case RouteTarget.InternetGateway:
                draft.Visit(subnet.VpcId, route.Id).Visit(route.TargetId);
                return ThroughInternetGateway(draft, packet, subnet, route, legs);
            case RouteTarget.EgressOnlyGateway:
                draft.Visit(subnet.VpcId, route.Id).Visit(route.TargetId);
                draft.Mechanism = "internet";
                return packet.Destination.IsV6
                    ? Exit(draft, packet, legs)
                    : [draft.End(route.TargetId, isCertain: true, "an egress-only gateway carries IPv6 only").Finish(packet, null)];
            case RouteTarget.NatGateway:
                draft.Visit(subnet.VpcId, route.Id).Visit(route.TargetId);
                return ThroughNat(draft, packet, subnet, route, legs);
            case RouteTarget.Peering:
                draft.Visit(subnet.VpcId, route.Id);
                return ThroughPeering(draft, packet, subnet, route, legs);
            case RouteTarget.TransitGateway:
                draft.Visit(subnet.VpcId, route.Id).Visit(route.TargetId);
                return ThroughTransitGateway(draft, packet, subnet, route, legs);
            case RouteTarget.GatewayEndpoint when draft.IsFromNat:
                draft.Visit(subnet.VpcId, route.Id).Visit(route.TargetId);
                return [draft.End(route.TargetId, isCertain: true, "a NAT gateway sends nothing over an endpoint").Finish(packet, null)];
            case RouteTarget.GatewayEndpoint:
                draft.Mechanism = "endpoint";
                draft.Translated();
                draft.Visit(subnet.VpcId, route.Id).Visit(route.TargetId);
                return packet.IsToInternet
                    ? [draft.End(route.TargetId, isCertain: true, "an endpoint leads to its service, not to the internet").Finish(packet, null)]
                    : [draft.Finish(packet, null)];
            case RouteTarget.Interface:
                return [ThroughInterface(draft, packet, route)];
            case RouteTarget.Elsewhere:
            default:
                draft.Visit(subnet.VpcId, route.Id);
                return [draft.End(route.TargetId, isCertain: false, $"what is behind {route.TargetId}").Finish(packet, null)];
        }
    }

    private List<Trace> DeliverLocally(Draft draft, Packet packet, Subnet from, int legs, string? rule)
    {
        draft.Visit(from.VpcId, rule);
        return DeliverInto(draft, packet, from, from.VpcId, References.Both, legs);
    }

    private List<Trace> DeliverInto(Draft draft, Packet packet, Subnet from, string vpcId, References references, int legs)
    {
        if (topology.Index.SubnetAt(vpcId, packet.Destination) is not { } subnet)
        {
            var isKnown = topology.Has(Part.Subnets, vpcId);
            return [draft.End(vpcId, isKnown, isKnown ? $"no subnet of {vpcId} holds {packet.Destination}" : $"subnets of {vpcId}").Finish(packet, null)];
        }

        draft.Visit(subnet.Id);
        draft.Pass(subnet.Id, new AclFilter(topology, subnet.Id, egress: false, packet.Source));
        AnswerAcross(draft, packet, from, subnet);
        draft.Answer(subnet.Id, new AclFilter(topology, subnet.Id, egress: true, packet.Source));
        return Deliver(draft, packet, subnet, references, legs, sameSubnet: false);
    }

    private List<Trace> Deliver(Draft draft, Packet packet, Subnet subnet, References references, int legs, bool sameSubnet)
    {
        if (!topology.Index.ByAddress.TryGetValue((subnet.VpcId, packet.Destination), out var receiver))
        {
            var isKnown = topology.Has(Part.Interfaces, subnet.VpcId);
            var why = isKnown ? $"no interface holds {packet.Destination}" : $"interfaces of {subnet.VpcId}";
            return [draft.End(subnet.Id, isKnown, why).Finish(packet, null)];
        }

        var node = NodeOf(receiver);
        draft.Arrived(receiver, packet.Sender is null ? Reference.No : references.Egress);
        draft.Visit(node);
        if (sameSubnet && draft.Mechanism == "vpc")
        {
            draft.Mechanism = "subnet";
        }

        if (receiver.Kind is InterfaceKind.NatGateway or InterfaceKind.TransitGateway)
        {
            return [draft.End(node, isCertain: true, $"{node} takes no connections").Finish(packet, null)];
        }

        if (!receiver.IsAttached)
        {
            return [draft.End(node, isCertain: true, $"{node} is attached to nothing").Finish(packet, null)];
        }

        if (receiver.Kind == InterfaceKind.Host || receiver.GroupIds is { IsDefault: true } or { Length: > 0 })
        {
            draft.Pass(node, new GroupFilter(topology, receiver, egress: false, new(packet.Source, packet.Sender, packet.Sender is null ? Reference.No : references.Ingress)));
        }

        return receiver.Kind == InterfaceKind.LoadBalancer
            ? ThroughBalancer(draft, packet, receiver, legs)
            : [draft.Finish(packet, receiver)];
    }
}
