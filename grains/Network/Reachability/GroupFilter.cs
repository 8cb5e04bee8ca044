using System.Collections.Immutable;

namespace Raposa.Network.Reachability;

/// <summary>The security groups of an interface in one direction: what any rule of any of them allows.</summary>
internal sealed class GroupFilter(Topology topology, NetworkInterface owner, bool egress, Peer peer) : Filter
{
    private readonly string _direction = egress ? "egress" : "ingress";

    public override string? Missing => owner.GroupIds.IsDefault
        ? $"security groups of {owner.Id}"
        : owner.GroupIds.FirstOrDefault(id => !topology.Groups.ContainsKey(id)) is { } group
            ? $"security group {group}"
            : Rules().FirstOrDefault(rule => Matches(rule) is null) is { PrefixListId: { } list } ? $"prefix list {list}" : "who is at the other end";

    public override Passage Passes(int protocol)
    {
        if (owner.GroupIds.IsDefault)
        {
            return Passage.Unknown;
        }

        var (must, may) = (PortSet.Empty, PortSet.Empty);
        foreach (var id in owner.GroupIds)
        {
            if (!topology.Groups.TryGetValue(id, out var group))
            {
                may = PortSet.All;
                continue;
            }

            foreach (var rule in group.Rules(egress))
            {
                var ports = rule.PortsOf(protocol);
                if (ports.IsEmpty)
                {
                    continue;
                }

                switch (Matches(rule))
                {
                    case true:
                        must = must.Or(ports);
                        may = may.Or(ports);
                        break;
                    case null:
                        may = may.Or(ports);
                        break;
                    case false:
                        break;
                }
            }
        }

        return new(must, may);
    }

    public override string? Rule(int protocol, int port) =>
        Rules().FirstOrDefault(rule => rule.PortsOf(protocol).Contains(port) && Matches(rule) == true)?.Id;

    public override string Describe() => owner.GroupIds.IsDefaultOrEmpty
        ? $"{owner.Id} has no security group that allows it"
        : $"no {_direction} rule of {string.Join(", ", owner.GroupIds)} allows it";

    private IEnumerable<GroupRule> Rules() => owner.GroupIds.IsDefault
        ? []
        : owner.GroupIds.Where(topology.Groups.ContainsKey).SelectMany(id => topology.Groups[id].Rules(egress));

    // Null where it cannot be told.
    private bool? Matches(GroupRule rule)
    {
        if (rule.Range is { } range)
        {
            return range.Contains(peer.Address);
        }

        if (rule.PrefixListId is { } list)
        {
            return topology.PrefixLists.TryGetValue(list, out var known) ? Any(known.Ranges) : null;
        }

        // A rule that names a group matches by the interface behind a private address, never by the address alone.
        if (peer.Reference == Reference.No || rule.GroupId is null)
        {
            return false;
        }

        return peer.Interface is null ? null
            : peer.Interface.GroupIds.IsDefault ? null
            : !peer.Interface.GroupIds.Contains(rule.GroupId) ? false
            : peer.Reference == Reference.Yes ? true : null;
    }

    private bool Any(ImmutableArray<Cidr> ranges)
    {
        foreach (var range in ranges)
        {
            if (range.Contains(peer.Address))
            {
                return true;
            }
        }

        return false;
    }
}
