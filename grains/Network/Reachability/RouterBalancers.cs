namespace Raposa.Network.Reachability;

/// <summary>What a load balancer does with a connection: a listener takes it, a target group's member gets it.</summary>
internal sealed partial class Router
{
    private List<Trace> ThroughBalancer(Draft draft, Packet packet, NetworkInterface receiver, int legs)
    {
        var node = NodeOf(receiver);
        if (!topology.Index.BalancerOf.TryGetValue(receiver.Id, out var balancer))
        {
            return [draft.End(node, isCertain: false, $"the load balancer of {receiver.Id}").Finish(packet, receiver)];
        }

        if (balancer.Listeners is not { } listeners)
        {
            return [draft.End(node, isCertain: false, $"listeners of {balancer.Name}").Finish(packet, receiver)];
        }

        if (listeners.IsEmpty)
        {
            return [draft.End(node, isCertain: true, $"{balancer.Name} has no listener").Finish(packet, receiver)];
        }

        var traces = new List<Trace>();
        foreach (var listener in listeners)
        {
            var taken = draft.Copy();
            taken.Mechanism = "load balancer";
            taken.Pass(node, new ListenerFilter(listener));
            var groups = listener.TargetGroupIds.Select(id => (Id: id, IsSure: true)).Concat(ByRules(balancer, listener)).ToArray();
            if (groups.Length == 0)
            {
                traces.Add(taken.End(node, isCertain: balancer.Kind != LoadBalancerKind.Application, "where the listener's rules send it").Finish(packet, receiver));
            }

            foreach (var (id, isSure) in groups)
            {
                var chosen = taken.Copy();
                traces.AddRange(ToGroup(isSure ? chosen : chosen.Doubt(node, $"rules of {listener.Id}"), packet, receiver, balancer, id, legs));
            }
        }

        return traces;
    }

    // Groups that no default action names are used by a rule of some listener. Rules are not collected: with one listener it is that one's.
    private IEnumerable<(string Id, bool IsSure)> ByRules(LoadBalancer balancer, Listener listener) => balancer.Kind != LoadBalancerKind.Application
        ? []
        : topology.TargetGroups.Values
            .Where(group => group.LoadBalancerIds.Contains(balancer.Id))
            .Where(group => !balancer.Listeners!.Value.Any(one => one.TargetGroupIds.Contains(group.Id)))
            .Select(group => (group.Id, balancer.Listeners!.Value.Length == 1 && !listener.TargetGroupIds.Contains(group.Id)));

    private List<Trace> ToGroup(
        Draft draft, Packet packet, NetworkInterface receiver, LoadBalancer balancer, string groupId, int legs)
    {
        var node = NodeOf(receiver);
        if (!topology.TargetGroups.TryGetValue(groupId, out var group) || group.Targets is not { } targets)
        {
            return [draft.End(node, isCertain: false, $"targets of {groupId}").Finish(packet, receiver)];
        }

        if (targets.IsEmpty)
        {
            return [draft.End(node, isCertain: true, $"{groupId} has no targets").Finish(packet, receiver)];
        }

        var traces = new List<Trace>();
        foreach (var target in targets)
        {
            traces.AddRange(ToTarget(draft.Copy(), packet, receiver, balancer, group, target, legs));
        }

        return traces;
    }

    private List<Trace> ToTarget(
        Draft draft, Packet packet, NetworkInterface receiver, LoadBalancer balancer, TargetGroup group, Target target, int legs)
    {
        var node = NodeOf(receiver);
        if (group.TargetType == "lambda")
        {
            return [draft.Visit(target.Id).Finish(packet, receiver)];
        }

        if (AddressOf(target, receiver.VpcId) is not { } address || !topology.Subnets.TryGetValue(receiver.SubnetId, out var subnet))
        {
            return [draft.End(node, isCertain: false, $"target {target.Id}").Finish(packet, receiver)];
        }

        if (balancer.CrossesZones != true && OtherZone(subnet, receiver.VpcId, address))
        {
            if (balancer.CrossesZones == false)
            {
                return [draft.End(node, isCertain: true, $"{balancer.Name} keeps to its zone").Finish(packet, receiver)];
            }

            draft.Doubt(node, $"whether {balancer.Name} crosses zones");
        }

        // The balancer opens a connection of its own, from its own address unless it is a network one that keeps the client's.
        draft.FixedPort = target.Port;
        var own = receiver.Addresses.FirstOrDefault(one => one.Private.IsV6 == address.IsV6).Private;
        var source = Preserves(balancer, group) ? packet.Source : own;
        if (source == own)
        {
            draft.Segment++;
        }

        draft.Translated();
        if (receiver.GroupIds is { IsDefault: true } or { Length: > 0 })
        {
            draft.PassGroups(topology, node, receiver, address);
        }

        return Leave(draft, packet with { Source = source, Sender = receiver, Destination = address, Balancer = own }, subnet, legs + 1);
    }

    private bool OtherZone(Subnet subnet, string vpc, IpAddress address) =>
        topology.Index.SubnetAt(vpc, address) is { Zone: { } zone } && subnet.Zone is not null && zone != subnet.Zone;

    private static bool Preserves(LoadBalancer balancer, TargetGroup group) => balancer.Kind == LoadBalancerKind.Network
        && (group.PreservesClient ?? (group.TargetType is "instance" or "alb" || group.Protocol == IpProtocol.Udp));

    private IpAddress? AddressOf(Target target, string vpc)
    {
        if (IpAddress.TryParse(target.Id, out var address))
        {
            return address;
        }

        return topology.Index.ByOwner[target.Id].Where(one => one.VpcId == vpc).SelectMany(one => one.Addresses)
            .Select(one => (IpAddress?)one.Private).FirstOrDefault();
    }
}
