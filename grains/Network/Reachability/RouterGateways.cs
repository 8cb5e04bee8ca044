namespace Raposa.Network.Reachability;

/// <summary>The gateways that a route can lead to, each with what it demands and changes.</summary>
internal sealed partial class Router
{
    // IPv4 leaves only with a public address of its own, which the gateway puts in place of the private one; IPv6 leaves as it is.
    private List<Trace> ThroughInternetGateway(Draft draft, Packet packet, Subnet subnet, Route route, int legs)
    {
        if (!draft.IsFromNat)
        {
            draft.Mechanism = "internet";
        }

        if (topology.Has(Part.InternetGateways, subnet.VpcId)
            && !(topology.InternetGateways.TryGetValue(route.TargetId, out var gateway) && gateway.VpcIds.Contains(subnet.VpcId)))
        {
            return [draft.End(route.TargetId, isCertain: true, $"{route.TargetId} is not attached to {subnet.VpcId}").Finish(packet, null)];
        }

        if (packet.Source.IsV6)
        {
            return Exit(draft, packet, legs);
        }

        if (topology.Index.ByAddress.TryGetValue((subnet.VpcId, packet.Source), out var sender))
        {
            var visible = sender.Addresses.FirstOrDefault(address => address.Private == packet.Source).Public;
            return visible is { } found
                ? Exit(draft, packet.Translated(found), legs)
                : [draft.End(route.TargetId, isCertain: true, $"{packet.Source} has no public address").Finish(packet, null)];
        }

        var isKnown = topology.Has(Part.Interfaces, subnet.VpcId);
        return [draft.End(route.TargetId, isKnown, isKnown ? $"{packet.Source} has no public address" : $"interfaces of {subnet.VpcId}").Finish(packet, null)];
    }

    private List<Trace> Exit(Draft draft, Packet packet, int legs)
    {
        draft.Translated();
        draft.Visit(Backbone);
        if (packet.IsToInternet)
        {
            return [draft.Visit(Internet).Finish(packet, null)];
        }

        return topology.Index.ByPublic.ContainsKey(packet.Destination)
            ? EnterFromBackbone(draft, packet with { Sender = null }, legs + 1)
            : SpecialAddresses.IsPrivate(packet.Destination)
                ? [draft.End(Backbone, isCertain: true, $"{packet.Destination} is not routed on the internet").Finish(packet, null)]
                : [draft.Visit(Internet).Finish(packet, null)];
    }

    private List<Trace> Enter(Draft draft, Packet packet, int legs) =>
        SpecialAddresses.IsPrivate(packet.Destination)
            ? [draft.End(Internet, isCertain: true, $"{packet.Destination} is not routed on the internet").Finish(packet, null)]
            : EnterFromBackbone(draft.Visit(Backbone), packet, legs);

    private List<Trace> EnterFromBackbone(Draft draft, Packet packet, int legs)
    {
        if (!topology.Index.ByPublic.TryGetValue(packet.Destination, out var found))
        {
            var isKnown = topology.HasEverywhere(Part.Interfaces);
            var why = isKnown ? $"no interface has the public address {packet.Destination}" : "interfaces";
            return [draft.End(Backbone, isKnown, why).Finish(packet, null)];
        }

        var vpc = found.Interface.VpcId;
        if (!topology.Subnets.TryGetValue(found.Interface.SubnetId, out var subnet))
        {
            return [draft.End(Backbone, isCertain: false, $"subnet {found.Interface.SubnetId}").Finish(packet, null)];
        }

        var table = topology.Index.TableOf(subnet);
        var gateway = topology.Index.GatewayOf.GetValueOrDefault(vpc)?.Id;
        if (gateway is null && topology.Has(Part.InternetGateways, vpc))
        {
            return [draft.End(Backbone, isCertain: true, $"{vpc} has no internet gateway").Finish(packet, null)];
        }

        gateway ??= table?.Routes.FirstOrDefault(route => route.Target == RouteTarget.InternetGateway)?.TargetId;
        draft.Visit(gateway ?? "internet gateway").Visit(vpc);
        if (gateway is null)
        {
            draft.Doubt(vpc, $"internet gateways of {vpc}");
        }
        else if (topology.Index.GatewayTables.TryGetValue(gateway, out var edge)
            && RouteLookup.In(topology, edge, found.Private, isToInternet: false).Route is { Target: not RouteTarget.Local } detour)
        {
            draft.Doubt(vpc, $"what {detour.TargetId} lets through", detour.Id);
        }

        packet = packet with { Destination = found.Private };
        draft.Visit(subnet.Id);
        draft.Pass(subnet.Id, new AclFilter(topology, subnet.Id, egress: false, packet.Source));
        AnswerToInternet(draft, packet, subnet);
        draft.Answer(subnet.Id, new AclFilter(topology, subnet.Id, egress: true, packet.Source));
        return Deliver(draft, packet, subnet, References.None, legs, sameSubnet: false);
    }

    private List<Trace> ThroughNat(Draft draft, Packet packet, Subnet from, Route route, int legs)
    {
        (draft.Mechanism, draft.IsFromNat) = ("nat", true);
        if (!topology.NatGateways.TryGetValue(route.TargetId, out var nat))
        {
            return [draft.End(route.TargetId, isCertain: false, $"NAT gateway {route.TargetId}").Finish(packet, null)];
        }

        draft.Pass(nat.Id, new NatFilter(nat.Id));
        if (packet.Destination.IsV6)
        {
            return [draft.End(nat.Id, isCertain: true, $"{nat.Id} carries IPv4 only").Finish(packet, null)];
        }

        if (!nat.IsAvailable)
        {
            return [draft.End(nat.Id, isCertain: true, $"{nat.Id} is not available").Finish(packet, null)];
        }

        if (!topology.Subnets.TryGetValue(nat.SubnetId, out var subnet) || nat.Addresses.IsEmpty)
        {
            return [draft.End(nat.Id, isCertain: false, $"subnet of {nat.Id}").Finish(packet, null)];
        }

        if (subnet.Id != from.Id)
        {
            draft.Pass(nat.Id, new AclFilter(topology, subnet.Id, egress: false, packet.Source));
            draft.Answer(nat.Id, new AclFilter(topology, subnet.Id, egress: true, packet.Source));
        }

        // Ports are translated too, so the client's port inside and outside are two.
        draft.Segment++;
        draft.Translated();
        return Leave(draft, packet.Translated(nat.Addresses[0].Private), subnet, legs + 1);
    }

    private List<Trace> ThroughPeering(Draft draft, Packet packet, Subnet from, Route route, int legs)
    {
        draft.Mechanism = "peering";
        if (!topology.Peerings.TryGetValue(route.TargetId, out var peering))
        {
            var isKnown = topology.Has(Part.Peerings, from.VpcId);
            return [draft.End(route.TargetId, isKnown, isKnown ? $"{route.TargetId} is gone" : $"peering {route.TargetId}").Finish(packet, null)];
        }

        if (!peering.IsActive || peering.Other(from.VpcId) is not { } other)
        {
            return [draft.End(route.TargetId, isCertain: true, $"{route.TargetId} is not active").Finish(packet, null)];
        }

        draft.Visit(other);
        if (topology.Index.SubnetsOf[other].FirstOrDefault() is null && !topology.Has(Part.Subnets, other))
        {
            return [draft.End(other, isCertain: false, $"the network of {other}").Finish(packet, null)];
        }

        var references = peering.IsOneRegion ? References.Both : References.None;
        return DeliverInto(draft, packet, from, other, references, legs);
    }

    private static Trace ThroughInterface(Draft draft, Packet packet, Route route, NetworkInterface? appliance)
    {
        draft.Mechanism = "appliance";
        draft.Visit(appliance is null ? route.TargetId : NodeOf(appliance), route.Id);
        var node = appliance is null ? route.TargetId : NodeOf(appliance);
        return appliance is { ChecksSourceDest: true }
            ? draft.End(node, isCertain: true, $"{node} drops what is not addressed to it").Finish(packet, null)
            : draft.End(node, isCertain: false, $"what {node} forwards").Finish(packet, null);
    }

    private Trace ThroughInterface(Draft draft, Packet packet, Route route) => ThroughInterface(
        draft,
        packet,
        route,
        topology.Interfaces.TryGetValue(route.TargetId, out var one) ? one : topology.Index.ByOwner[route.TargetId].FirstOrDefault());
}
