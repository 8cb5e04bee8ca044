using System.Collections.Immutable;

namespace Raposa.Network.Reachability;

/// <summary>The answer to a question, with its proof: a packet and the rules that let it through, or the place and rule that stop it.</summary>
/// <param name="StopsAt">The node at which it is denied.</param>
/// <param name="Path">The nodes that are passed.</param>
/// <param name="Rules">The rules that let it through; of a denied one those up to the one that stops it.</param>
/// <param name="Why">What stops it, in words; of an unknown one what is not known.</param>
/// <param name="Missing">What would have to be collected for a certain answer.</param>
/// <param name="Open">What gets through if the question left protocol or port open.</param>
internal sealed record Verdict(
    Outcome Outcome,
    string? StopsAt,
    ImmutableArray<string> Path,
    ImmutableArray<string> Rules,
    string? Why,
    ImmutableArray<string> Missing,
    Witness? Witness,
    ImmutableArray<OpenPorts> Open)
{
    public ImmutableArray<Hop> Hops { get; init; } = [];

    public string Mechanism { get; init; } = "";
}

internal enum Outcome
{
    Denied,
    Unknown,
    Allowed,
}

/// <summary>One concrete packet that arrives, and whose answer comes back. Ports are null where the protocol has none; of ICMP, type and code.</summary>
internal sealed record Witness(int Protocol, IpAddress Source, int? SourcePort, IpAddress Destination, int? DestinationPort);

/// <summary>A node on the way, and the rules that are asked there.</summary>
internal sealed record Hop(string Node, ImmutableArray<string> Rules, bool IsAnswer);

internal sealed record OpenPorts(int Protocol, PortSet Ports)
{
    public override string ToString() => Ports.IsAll || !IpProtocol.HasPorts(Protocol)
        ? IpProtocol.Name(Protocol)
        : $"{IpProtocol.Name(Protocol)}/{Ports}";
}
