using System.Collections.Immutable;
using Orleans;

namespace Raposa.Network;

/// <summary>What of the known interfaces the internet reaches.</summary>
[GenerateSerializer, Immutable, Alias("raposa.network-exposure-report")]
public sealed record NetworkExposureReport
{
    [Id(0)] public required NetworkBasis Basis { get; init; }
    [Id(1)] public required ImmutableArray<NetworkExposure> Exposures { get; init; }
}

/// <summary>One interface that the internet reaches, or of which that is unknown, on a protocol and ports.</summary>
[GenerateSerializer, Immutable, Alias("raposa.network-exposure")]
public sealed record NetworkExposure
{
    [Id(0)] public required string InterfaceId { get; init; }

    /// <summary>The instance, database or load balancer that it belongs to.</summary>
    [Id(1)] public required string OwnerId { get; init; }
    [Id(2)] public required string VpcId { get; init; }

    /// <summary>Allowed or unknown.</summary>
    [Id(3)] public required NetworkOutcome Outcome { get; init; }

    /// <summary>tcp, udp, icmp, a number, or any for all of them.</summary>
    [Id(4)] public required string Protocol { get; init; }
    [Id(5)] public required int FromPort { get; init; }
    [Id(6)] public required int ToPort { get; init; }

    /// <summary>Anybody on the internet, and not only addresses that a rule means.</summary>
    [Id(7)] public required bool IsEveryone { get; init; }
    [Id(8)] public required string Mechanism { get; init; }
    [Id(9)] public required ImmutableArray<string> Rules { get; init; }
}

/// <param name="Total">On all pages.</param>
[GenerateSerializer, Immutable, Alias("raposa.network-exposure-page")]
public sealed record NetworkExposurePage(
    [property: Id(0)] NetworkBasis Basis, [property: Id(1)] ImmutableArray<NetworkExposure> Exposures, [property: Id(2)] int Total);
