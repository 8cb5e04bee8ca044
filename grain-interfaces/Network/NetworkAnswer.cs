using System.Collections.Immutable;
using Orleans;

namespace Raposa.Network;

/// <summary>Whether one end reaches another.</summary>
[GenerateSerializer, Immutable, Alias("raposa.network-question")]
public sealed record NetworkQuestion
{
    [Id(0)] public required string From { get; init; }
    [Id(1)] public required string To { get; init; }

    /// <summary>tcp, udp, icmp, icmpv6, a number, or null for any.</summary>
    [Id(2)] public string? Protocol { get; init; }

    /// <summary>0 to 65535; of ICMP a type; null for any.</summary>
    [Id(3)] public int? Port { get; init; }

    /// <summary>Null for now.</summary>
    [Id(4)] public DateTimeOffset? AsOf { get; init; }
}

[GenerateSerializer, Immutable, Alias("raposa.network-answer")]
public sealed record NetworkAnswer
{
    [Id(0)] public required NetworkBasis Basis { get; init; }
    [Id(1)] public required NetworkVerdict Verdict { get; init; }
}

/// <summary>The verdict with its proof.</summary>
[GenerateSerializer, Immutable, Alias("raposa.network-verdict")]
public sealed record NetworkVerdict
{
    [Id(0)] public required NetworkOutcome Outcome { get; init; }

    /// <summary>Of what is denied, the node at which it is.</summary>
    [Id(1)] public string? StopsAt { get; init; }
    [Id(2)] public ImmutableArray<string> Path { get; init; } = [];

    /// <summary>The rules on the way, in order; of what is denied the last one denies it.</summary>
    [Id(3)] public ImmutableArray<string> Rules { get; init; } = [];

    /// <summary>What stops it, in words.</summary>
    [Id(4)] public string? Why { get; init; }

    /// <summary>What would have to be collected for a certain answer.</summary>
    [Id(5)] public ImmutableArray<string> Missing { get; init; } = [];

    /// <summary>vpc, subnet, peering, transit gateway, internet, nat, load balancer, endpoint.</summary>
    [Id(6)] public string Mechanism { get; init; } = "";
    [Id(7)] public NetworkWitness? Witness { get; init; }
    [Id(8)] public ImmutableArray<NetworkHop> Hops { get; init; } = [];

    /// <summary>What gets through where the question left protocol or port open, such as <c>tcp/22,80-443</c>.</summary>
    [Id(9)] public ImmutableArray<string> Open { get; init; } = [];
}

/// <summary>Sent and stored by number: append.</summary>
[GenerateSerializer, Alias("raposa.network-outcome")]
public enum NetworkOutcome
{
    Denied = 1,
    Unknown = 2,
    Allowed = 3,
}

/// <summary>A packet that arrives, and whose answer comes back.</summary>
[GenerateSerializer, Immutable, Alias("raposa.network-witness")]
public sealed record NetworkWitness(
    [property: Id(0)] string Protocol,
    [property: Id(1)] string Source,
    [property: Id(2)] int? SourcePort,
    [property: Id(3)] string Destination,
    [property: Id(4)] int? DestinationPort);

/// <summary>A node on the way there or, of an answer, back, with the rules that are asked at it.</summary>
[GenerateSerializer, Immutable, Alias("raposa.network-hop")]
public sealed record NetworkHop([property: Id(0)] string Node, [property: Id(1)] ImmutableArray<string> Rules, [property: Id(2)] bool IsAnswer);
