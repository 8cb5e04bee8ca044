using System.Collections.Immutable;
using Orleans;

namespace Raposa.Network;

/// <summary>The ways from one end to another, from host to host.</summary>
[GenerateSerializer, Immutable, Alias("raposa.network-path-question")]
public sealed record NetworkPathQuestion
{
    [Id(0)] public required string From { get; init; }
    [Id(1)] public required string To { get; init; }

    /// <summary>1 to 12.</summary>
    [Id(2)] public int Hops { get; init; } = 6;

    /// <summary>So many ways at the most: 1 to 200.</summary>
    [Id(3)] public int Limit { get; init; } = 50;
    [Id(4)] public DateTimeOffset? AsOf { get; init; }
}

[GenerateSerializer, Immutable, Alias("raposa.network-paths")]
public sealed record NetworkPaths
{
    [Id(0)] public required NetworkBasis Basis { get; init; }

    /// <summary>Allowed where there is a way, denied where there is certainly none in so many hops, else unknown.</summary>
    [Id(1)] public required NetworkOutcome Outcome { get; init; }

    /// <summary>Null where there is none.</summary>
    [Id(2)] public NetworkPath? Shortest { get; init; }
    [Id(3)] public ImmutableArray<NetworkPath> Paths { get; init; } = [];

    /// <summary>Whether there are more than were asked for.</summary>
    [Id(4)] public bool HasMore { get; init; }
}

[GenerateSerializer, Immutable, Alias("raposa.network-path")]
public sealed record NetworkPath([property: Id(0)] ImmutableArray<NetworkStep> Steps);

/// <summary>One hop: hosts that nothing tells apart reach others of which nothing does.</summary>
[GenerateSerializer, Immutable, Alias("raposa.network-step")]
public sealed record NetworkStep
{
    /// <summary><c>internet</c>, or the owners of the interfaces.</summary>
    [Id(0)] public required ImmutableArray<string> From { get; init; }
    [Id(1)] public required ImmutableArray<string> To { get; init; }
    [Id(2)] public required string Protocol { get; init; }
    [Id(3)] public required int FromPort { get; init; }
    [Id(4)] public required int ToPort { get; init; }
    [Id(5)] public required string Mechanism { get; init; }
    [Id(6)] public required ImmutableArray<string> Rules { get; init; }
}

/// <summary>What is reached from a place.</summary>
[GenerateSerializer, Immutable, Alias("raposa.network-reach")]
public sealed record NetworkReach
{
    [Id(0)] public required NetworkBasis Basis { get; init; }

    /// <summary>Nearest first.</summary>
    [Id(1)] public required ImmutableArray<NetworkReached> Reached { get; init; }
}

[GenerateSerializer, Immutable, Alias("raposa.network-reached")]
public sealed record NetworkReached([property: Id(0)] string OwnerId, [property: Id(1)] int Hops);
