namespace Raposa.Network.Reachability;

/// <summary>The way back of an answer. It follows the routes of the receiver's subnet, which need not be the way that the packet came.</summary>
internal sealed partial class Router
{
    /// <summary>Back to a sender whose address is private: groups remember the connection wherever the answer comes from.</summary>
    private void AnswerAcross(Draft draft, Packet packet, Subnet from, Subnet subnet)
    {
        if (AnswerRoute(draft, packet, subnet) is not { } route)
        {
            return;
        }

        switch (route.Target)
        {
            case RouteTarget.Local when from.VpcId == subnet.VpcId:
                return;
            case RouteTarget.Peering when !topology.Peerings.ContainsKey(route.TargetId) && !topology.Has(Part.Peerings, subnet.VpcId):
                draft.AnswerStop(subnet.Id, new(IsCertain: false, $"peering {route.TargetId}"), route.Id);
                return;
            case RouteTarget.Peering when topology.Peerings.TryGetValue(route.TargetId, out var peering) && peering.IsActive
                && peering.Other(subnet.VpcId) == from.VpcId:
                return;
            case RouteTarget.TransitGateway:
                AnswerThroughTransitGateway(draft, packet, from, subnet, route);
                return;
            case RouteTarget.Interface or RouteTarget.Elsewhere:
                draft.AnswerStop(subnet.Id, new(IsCertain: false, $"what is behind {route.TargetId}"), route.Id);
                return;
            default:
                draft.AnswerStop(subnet.Id, new(IsCertain: true, $"the answer is routed to {route.TargetId}"), route.Id);
                return;
        }
    }

    /// <summary>Back to the internet: by the gateway that keeps the public address, for no other knows the connection.</summary>
    private void AnswerToInternet(Draft draft, Packet packet, Subnet subnet)
    {
        if (AnswerRoute(draft, packet, subnet) is not { Target: not RouteTarget.InternetGateway } route)
        {
            return;
        }

        var isCertain = route.Target is not (RouteTarget.Interface or RouteTarget.Elsewhere);
        draft.AnswerStop(subnet.Id, new(isCertain, $"the answer is routed to {route.TargetId}"), route.Id);
    }

    // Null where there is none, or none to ask; that then stands in the draft.
    private Route? AnswerRoute(Draft draft, Packet packet, Subnet subnet)
    {
        if (subnet.Ranges.Any(range => range.Contains(packet.AnswerTo)))
        {
            return null;
        }

        if (topology.Index.TableOf(subnet) is not { } table)
        {
            draft.AnswerStop(subnet.Id, new(IsCertain: false, $"route table of {subnet.Id}"), null);
            return null;
        }

        var (route, doubt) = RouteLookup.In(topology, table, packet.AnswerTo, isToInternet: false);
        if (doubt is not null)
        {
            draft.AnswerStop(subnet.Id, new(IsCertain: false, doubt), null);
            return null;
        }

        var isLocal = topology.Vpcs.TryGetValue(subnet.VpcId, out var vpc) && vpc.Ranges.Any(range => range.Contains(packet.AnswerTo));
        route ??= isLocal ? new Route(table.Id, RouteTarget.Local, "local") : null;
        if (route is null || route.IsBlackhole)
        {
            var why = route is null ? $"{table.Id} has no route back to {packet.AnswerTo}" : $"the answer is routed to {route.TargetId}, which is gone";
            draft.AnswerStop(subnet.Id, new(IsCertain: true, why), route?.Id ?? table.Id);
            return null;
        }

        return route;
    }

    private void AnswerThroughTransitGateway(Draft draft, Packet packet, Subnet from, Subnet subnet, Route route)
    {
        var gateway = route.TargetId;
        if (AttachmentOf(gateway, subnet.VpcId) is not { } outbound || AttachmentOf(gateway, from.VpcId) is not { } inbound)
        {
            draft.AnswerStop(gateway, new(topology.Has(Part.TransitAttachments, subnet.VpcId), $"attachments of {gateway}"), route.Id);
            return;
        }

        var (back, doubt) = TransitRouteFor(outbound, packet.AnswerTo);
        if (doubt is not null)
        {
            draft.AnswerStop(gateway, new(IsCertain: false, doubt), null);
        }

        // The answer enters the sender's VPC in the zone that it left the receiver's in.
        AnswerAttachment(draft, inbound, from, subnet.Zone, packet.Source, isOut: false);
        var hasSubnet = AnswerAttachment(draft, outbound, subnet, subnet.Zone, packet.Destination, isOut: true);
        if (back is null || back.IsBlackhole || !back.AttachmentIds.Contains(inbound.Id))
        {
            draft.AnswerStop(gateway, new(IsCertain: doubt is null, $"{gateway} has no route back to {packet.AnswerTo}"), back?.Id);
        }
        else if (!hasSubnet)
        {
            draft.AnswerStop(gateway, new(IsCertain: true, $"{outbound.Id} has no subnet in {subnet.Zone}"), route.Id);
        }
    }
}
