using System.Collections.Immutable;

namespace Raposa.Network.Reachability;

/// <summary>The protocols that rules tell apart: the usual ones, those that some rule names, and one for all the others.</summary>
internal sealed class Protocols
{
    private readonly ImmutableArray<int> _all;

    public Protocols(Topology topology)
    {
        var named = topology.Groups.Values.SelectMany(group => group.Ingress.Concat(group.Egress)).Select(rule => rule.Protocol)
            .Concat(topology.Acls.Values.SelectMany(acl => acl.Entries).Select(entry => entry.Protocol))
            .Append(IpProtocol.Icmp).Append(IpProtocol.IcmpV6).Append(IpProtocol.Tcp).Append(IpProtocol.Udp).ToHashSet();
        named.Remove(IpProtocol.Any);

        // 253 and 254 are set aside for experiments (RFC 3692), so nobody misses them.
        Unnamed = Enumerable.Range(0, 254).Select(number => 253 - number).First(number => !named.Contains(number));
        _all = [IpProtocol.Tcp, IpProtocol.Udp, .. named.Where(number => !IpProtocol.HasPorts(number)).Order(), Unnamed];
    }

    public int Unnamed { get; }

    public ImmutableArray<int> All => _all;

    /// <summary>The protocols and ports that a question is about.</summary>
    public ImmutableArray<(int Protocol, PortSet Ports)> For(Question question)
    {
        if (question.Protocol == IpProtocol.Any)
        {
            return question.Port is null
                ? [.. _all.Select(protocol => (protocol, PortSet.All))]
                : [(IpProtocol.Tcp, Ports(IpProtocol.Tcp, question.Port)), (IpProtocol.Udp, Ports(IpProtocol.Udp, question.Port))];
        }

        return [(question.Protocol, Ports(question.Protocol, question.Port))];
    }

    private static PortSet Ports(int protocol, int? port) => port is not { } one
        ? PortSet.All
        : IpProtocol.HasPorts(protocol) ? PortSet.Only(one)
        : IpProtocol.IsIcmp(protocol) ? PortSet.Of(one * 256, (one * 256) + 255)
        : PortSet.All;
}
