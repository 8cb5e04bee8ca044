using System.Collections.Immutable;

namespace Raposa.Network.Paths;

/// <summary>What would be if rules were gone, or a port closed: another topology, and which groups and ACLs are others in it.</summary>
internal sealed record RuleChange(Topology Changed, ImmutableHashSet<string> Groups, ImmutableHashSet<string> Acls)
{
    public ReachabilityTable Apply(ReachabilityTable table) => Groups.IsEmpty && Acls.IsEmpty ? table : table.With(Changed, Groups, Acls);

    /// <summary>Removes rules of groups and entries of ACLs by their ids; ids that nothing has are passed over.</summary>
    public static RuleChange Remove(Topology topology, IReadOnlySet<string> ids)
    {
        var groups = topology.Groups.Values.Where(group => group.Ingress.Concat(group.Egress).Any(rule => ids.Contains(rule.Id)))
            .Select(group => group with
            {
                Ingress = [.. group.Ingress.Where(rule => !ids.Contains(rule.Id))],
                Egress = [.. group.Egress.Where(rule => !ids.Contains(rule.Id))],
            }).ToArray();
        var acls = topology.Acls.Values.Where(acl => acl.Entries.Any(entry => ids.Contains(entry.Id)))
            .Select(acl => acl with { Entries = [.. acl.Entries.Where(entry => !ids.Contains(entry.Id))] }).ToArray();
        return Of(topology, groups, acls);
    }

    /// <summary>Closes a port in every ingress rule of some groups.</summary>
    public static RuleChange Close(Topology topology, IEnumerable<string> groupIds, int protocol, PortSet ports) => Of(
        topology,
        [
            .. groupIds.Distinct().Where(topology.Groups.ContainsKey).Select(id => topology.Groups[id])
                .Select(group => group with { Ingress = [.. group.Ingress.Select(rule => rule with { Closed = (protocol, ports) })] }),
        ],
        []);

    private static RuleChange Of(Topology topology, SecurityGroup[] groups, NetworkAcl[] acls)
    {
        var changed = groups.Aggregate(topology, (before, group) => before.WithGroup(group));
        changed = acls.Aggregate(changed, (before, acl) => before.WithAcl(acl));
        return new(
            changed,
            [.. groups.Select(group => group.Id)],
            [.. acls.Select(acl => acl.Id)]);
    }
}
