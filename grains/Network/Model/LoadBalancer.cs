using System.Collections.Immutable;

namespace Raposa.Network;

/// <param name="Id">Its ARN, or the name of a classic one.</param>
/// <param name="CrossesZones">Null where its attributes were not collected.</param>
internal sealed record LoadBalancer(
    string Id, string Name, string? DnsName, LoadBalancerKind Kind, bool IsInternetFacing, bool? CrossesZones, ImmutableArray<string> SubnetIds)
{
    /// <summary>Null where they were not collected.</summary>
    public ImmutableArray<Listener>? Listeners { get; init; }
}

internal enum LoadBalancerKind
{
    Classic,
    Application,
    Network,
    Gateway,
}

/// <param name="TargetGroupIds">Those of its default actions.</param>
internal sealed record Listener(string Id, ImmutableArray<int> Protocols, int Port, ImmutableArray<string> TargetGroupIds);

/// <param name="TargetType">instance, ip, lambda or alb.</param>
/// <param name="PreservesClient">Whether a target sees the client's address; null where it follows from type and protocol.</param>
/// <param name="Targets">Null where their health was not collected, which is the only place that names them.</param>
internal sealed record TargetGroup(
    string Id, string TargetType, int Protocol, ImmutableArray<string> LoadBalancerIds, bool? PreservesClient, ImmutableArray<Target>? Targets);

/// <param name="Id">An instance's id, an address, or the ARN of a load balancer.</param>
internal sealed record Target(string Id, int Port);
