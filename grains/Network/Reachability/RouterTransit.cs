namespace Raposa.Network.Reachability;

/// <summary>The way through a transit gateway: out by the attachment of one VPC, by the gateway's own routes, in by that of another.</summary>
internal sealed partial class Router
{
    private List<Trace> ThroughTransitGateway(Draft draft, Packet packet, Subnet from, Route route, int legs)
    {
        draft.Mechanism = "transit gateway";
        var gateway = route.TargetId;
        if (AttachmentOf(gateway, from.VpcId) is not { } outbound)
        {
            var isKnown = topology.Has(Part.TransitAttachments, from.VpcId);
            var why = isKnown ? $"{from.VpcId} is not attached to {gateway}" : $"attachments of {gateway}";
            return [draft.End(gateway, isKnown, why).Finish(packet, null)];
        }

        if (!PassAttachment(draft, outbound, from, from.Zone, packet.Source, isOut: true))
        {
            return [draft.End(gateway, isCertain: true, $"{outbound.Id} has no subnet in {from.Zone}").Finish(packet, null)];
        }

        var (found, doubt) = TransitRouteFor(outbound, packet.Destination);
        return AndElsewhere(draft, packet, gateway, doubt, known => AlongTransitRoute(known, packet, from, gateway, found, legs));
    }

    private List<Trace> AlongTransitRoute(Draft draft, Packet packet, Subnet from, string gateway, TransitRoute? found, int legs)
    {
        if (found is null || found.IsBlackhole)
        {
            return [draft.End(gateway, isCertain: true, $"{gateway} has no route to {packet.Destination}", found?.Id).Finish(packet, null)];
        }

        if (found.AttachmentIds is not [var inboundId, ..] || !topology.Attachments.TryGetValue(inboundId, out var inbound) || inbound.Kind != "vpc")
        {
            var beyond = found.AttachmentIds.FirstOrDefault() ?? found.Id;
            return [draft.End(gateway, isCertain: false, $"what is behind {beyond}", found.Id).Finish(packet, null)];
        }

        if (!inbound.IsAvailable)
        {
            return [draft.End(gateway, isCertain: true, $"{inbound.Id} is not available", found.Id).Finish(packet, null)];
        }

        var vpc = inbound.ResourceId;
        draft.Visit(vpc, found.Id);
        if (!topology.Index.SubnetsOf[vpc].Any() && !topology.Has(Part.Subnets, vpc))
        {
            return [draft.End(vpc, isCertain: false, $"the network of {vpc}").Finish(packet, null)];
        }

        if (topology.Index.SubnetAt(vpc, packet.Destination) is { } target)
        {
            PassAttachment(draft, inbound, target, from.Zone, packet.Destination, isOut: false);
        }

        return DeliverInto(draft, packet, from, vpc, TransitReferences(gateway), legs);
    }

    private TransitAttachment? AttachmentOf(string gateway, string vpc) => topology.Attachments.Values
        .FirstOrDefault(one => one.GatewayId == gateway && one.Kind == "vpc" && one.ResourceId == vpc && one.IsAvailable);

    private References TransitReferences(string gateway) => new(
        Reference.No,
        topology.TransitGateways.GetValueOrDefault(gateway)?.AllowsGroupReferences == false ? Reference.No : Reference.Maybe);

    private (TransitRoute? Route, string? Doubt) TransitRouteFor(TransitAttachment attachment, IpAddress destination)
    {
        if (attachment.RouteTableId is not { } table)
        {
            // An attachment may be associated with no table, and then nothing is routed for it.
            return topology.HasEverywhere(Part.TransitRouteTables) ? (null, null) : (null, $"route table of {attachment.Id}");
        }

        if (!topology.HasEverywhere(Part.TransitRoutes))
        {
            return (null, $"routes of {table}");
        }

        (int Length, int Rank) best = (-1, 0);
        TransitRoute? found = null;
        string? doubt = null;
        foreach (var route in topology.TransitRoutes.Values.Where(route => route.RouteTableId == table))
        {
            var length = route.Range is { } range ? range.Contains(destination) ? range.Length : -1 : -1;
            if (route.PrefixListId is { } id)
            {
                if (topology.PrefixLists.TryGetValue(id, out var list))
                {
                    length = list.Ranges.Where(one => one.Contains(destination)).Select(one => one.Length).DefaultIfEmpty(length).Max();
                }
                else
                {
                    doubt = $"prefix list {id}";
                }
            }

            var rank = route.IsPropagated ? 0 : 1;
            if (length >= 0 && (length, rank).CompareTo(best) > 0)
            {
                (best, found) = ((length, rank), route);
            }
        }

        return (found, doubt);
    }

    // The gateway's interface in a VPC stands in a subnet with an ACL of its own, which is passed where it is not the packet's subnet.
    private bool PassAttachment(Draft draft, TransitAttachment attachment, Subnet end, string? zone, IpAddress peer, bool isOut)
    {
        var (filter, hasSubnet) = AttachmentFilter(attachment, end, zone, peer, isOut);
        if (filter is null)
        {
            draft.Doubt(attachment.GatewayId, $"subnets of {attachment.Id}");
        }
        else
        {
            draft.Pass(attachment.GatewayId, filter);
        }

        return hasSubnet;
    }

    private bool AnswerAttachment(Draft draft, TransitAttachment attachment, Subnet end, string? zone, IpAddress peer, bool isOut)
    {
        var (filter, hasSubnet) = AttachmentFilter(attachment, end, zone, peer, isOut);
        if (filter is null)
        {
            draft.AnswerStop(attachment.GatewayId, new(IsCertain: false, $"subnets of {attachment.Id}"), null);
        }
        else
        {
            draft.Answer(attachment.GatewayId, filter);
        }

        return hasSubnet;
    }

    /// <param name="zone">The gateway keeps to it where it can. What leaves a VPC has to leave in its own zone.</param>
    /// <param name="peer">Seen from the attachment's subnet: of what leaves the VPC the sender, of what enters it the receiver.</param>
    /// <returns>No filter where the attachment's subnets are not known.</returns>
    private (Filter? Filter, bool HasSubnet) AttachmentFilter(TransitAttachment attachment, Subnet end, string? zone, IpAddress peer, bool isOut)
    {
        var subnets = attachment.SubnetIds.IsEmpty
            ? topology.Index.TransitInterfaces[attachment.ResourceId].Select(one => one.SubnetId).Distinct().ToArray()
            : [.. attachment.SubnetIds];
        if (subnets.Length == 0)
        {
            return (null, true);
        }

        var zones = subnets.Select(id => topology.Subnets.GetValueOrDefault(id)?.Zone).ToArray();
        var near = subnets.Where((_, at) => zone is not null && zones[at] == zone).ToArray();
        var hasSubnet = !isOut || near.Length > 0 || zone is null || zones.Contains(null);
        var ways = (near.Length > 0 ? near : subnets)
            .Select(Filter (id) => id == end.Id ? new OpenFilter() : new AclFilter(topology, id, egress: !isOut, peer)).ToArray();
        return (ways is [var only] ? only : new AlternativesFilter([.. ways]), hasSubnet);
    }
}
