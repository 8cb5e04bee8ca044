using System.Collections.Immutable;

namespace Raposa.Network;

/// <summary>A security group: it only allows, and remembers connections, so that answers need no rule.</summary>
internal sealed record SecurityGroup(
    string Id, string VpcId, ImmutableArray<GroupRule> Ingress, ImmutableArray<GroupRule> Egress)
{
    public ImmutableArray<GroupRule> Rules(bool egress) => egress ? Egress : Ingress;
}

/// <summary>One thing that a group allows: a protocol, ports, and one peer (a range, a prefix list or a group).</summary>
/// <param name="Id">AWS's own (sgr-…) where the rules were collected, else built of what the rule says.</param>
/// <param name="Protocol">A protocol number, or <see cref="IpProtocol.Any"/>.</param>
/// <param name="Ports">For ICMP types and codes, as <see cref="PortSet"/> says.</param>
internal sealed record GroupRule(string Id, int Protocol, PortSet Ports)
{
    public Cidr? Range { get; init; }

    public string? PrefixListId { get; init; }

    public string? GroupId { get; init; }

    /// <summary>Ports that somebody asked to see closed, as if the rule left them out; a rule for all protocols cannot say that of one.</summary>
    public (int Protocol, PortSet Ports)? Closed { get; init; }

    /// <summary>What it allows of a protocol.</summary>
    public PortSet PortsOf(int protocol) => Protocol != IpProtocol.Any && Protocol != protocol
        ? PortSet.Empty
        : Closed is { } closed && (closed.Protocol == IpProtocol.Any || closed.Protocol == protocol) ? Ports.Except(closed.Ports) : Ports;
}

/// <summary>Ranges that rules and routes name at once.</summary>
internal sealed record PrefixList(string Id, string Name, ImmutableArray<Cidr> Ranges);
