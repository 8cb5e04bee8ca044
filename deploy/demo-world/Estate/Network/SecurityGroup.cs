using System.Collections.Immutable;

namespace Raposa.DemoWorld.Estate.Network;

internal sealed record SecurityGroup(string Id, string Name, string Description, string Vpc, ImmutableArray<GroupRule> Rules)
{
    public IEnumerable<GroupRule> Ingress => Rules.Where(rule => !rule.IsEgress);

    public IEnumerable<GroupRule> Egress => Rules.Where(rule => rule.IsEgress);
}

/// <param name="Protocol"><c>tcp</c>, <c>udp</c>, <c>icmp</c> or -1.</param>
/// <param name="Peer">A CIDR of IPv4 or IPv6, a group's id or a prefix list's id.</param>
internal sealed record GroupRule(string Id, bool IsEgress, string Protocol, int From, int To, string Peer, string Description)
{
    public bool IsAnyPort => Protocol == "-1";

    public PeerKind Kind => Peer.StartsWith("sg-", StringComparison.Ordinal) ? PeerKind.Group
        : Peer.StartsWith("pl-", StringComparison.Ordinal) ? PeerKind.PrefixList
        : Peer.Contains(':', StringComparison.Ordinal) ? PeerKind.Ipv6
        : PeerKind.Ipv4;
}

internal enum PeerKind
{
    Ipv4,
    Ipv6,
    Group,
    PrefixList,
}

/// <summary>A region's groups by what they are for.</summary>
internal sealed record SecurityGroups(ImmutableArray<SecurityGroup> All)
{
    public SecurityGroup this[string name] => All.First(group => group.Name == name);
}
