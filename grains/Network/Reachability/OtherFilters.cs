using System.Collections.Immutable;

namespace Raposa.Network.Reachability;

/// <summary>A NAT gateway carries TCP, UDP and ICMP, and nothing else.</summary>
internal sealed class NatFilter(string natId) : Filter
{
    public override Passage Passes(int protocol) =>
        protocol is IpProtocol.Tcp or IpProtocol.Udp or IpProtocol.Icmp ? Passage.All : Passage.None;

    public override string? Rule(int protocol, int port) => null;

    public override string Describe() => $"{natId} carries TCP, UDP and ICMP only";
}

/// <summary>A load balancer takes what one of its listeners waits for.</summary>
internal sealed class ListenerFilter(Listener listener) : Filter
{
    public override Passage Passes(int protocol) =>
        listener.Protocols.Contains(protocol) ? Passage.Of(PortSet.Only(listener.Port)) : Passage.None;

    public override string? Rule(int protocol, int port) => listener.Id;

    public override string Describe() => $"no listener waits for it";
}

/// <summary>One of several ways is taken, and which one is not ours to know: sure is only what passes on all of them.</summary>
internal sealed class AlternativesFilter(ImmutableArray<Filter> ways) : Filter
{
    public override string? Missing =>
        ways.Select(way => way.Missing).FirstOrDefault(missing => missing is not null) ?? "which zone's attachment the transit gateway takes";

    public override Passage Passes(int protocol)
    {
        var passages = ways.Select(way => way.Passes(protocol)).ToArray();
        return new(
            passages.Aggregate(PortSet.All, (ports, passage) => ports.And(passage.Must)),
            passages.Aggregate(PortSet.Empty, (ports, passage) => ports.Or(passage.May)));
    }

    public override string? Rule(int protocol, int port) => ways[0].Rule(protocol, port);

    public override string Describe() => ways[0].Describe();
}

/// <summary>Nothing is in the way.</summary>
internal sealed class OpenFilter : Filter
{
    public override Passage Passes(int protocol) => Passage.All;

    public override string? Rule(int protocol, int port) => null;

    public override string Describe() => "";
}
