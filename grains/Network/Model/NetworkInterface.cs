using System.Collections.Immutable;

namespace Raposa.Network;

/// <summary>What has addresses and stands behind security groups; also stands for a database or a load balancer without a collected one.</summary>
internal sealed record NetworkInterface
{
    public required string Id { get; init; }

    /// <summary>The instance, NAT gateway, load balancer or database it belongs to; its own id if none is known.</summary>
    public required string OwnerId { get; init; }

    public required InterfaceKind Kind { get; init; }

    public required string SubnetId { get; init; }

    public required string VpcId { get; init; }

    public ImmutableArray<InterfaceAddress> Addresses { get; init; } = [];

    /// <summary>Default where the groups were not collected.</summary>
    public ImmutableArray<string> GroupIds { get; init; }

    public bool ChecksSourceDest { get; init; } = true;

    /// <summary>False for what is attached to nothing: nobody sends from it or answers.</summary>
    public bool IsAttached { get; init; } = true;

    /// <summary>Its instance is stopped. Verdicts are about the configuration, which waits for it to be started, and say so.</summary>
    public bool IsStopped { get; init; }

    /// <summary>The resource is known and its addresses are not, so ones of its subnet stand for them.</summary>
    public bool IsAddressAssumed { get; init; }
}

/// <param name="Public">The public IPv4 address that the internet gateway translates; of IPv6, the address itself is public.</param>
internal readonly record struct InterfaceAddress(IpAddress Private, IpAddress? Public);

internal enum InterfaceKind
{
    /// <summary>An instance, a database, a function, an endpoint: the end of a path.</summary>
    Host,
    NatGateway,
    LoadBalancer,
    TransitGateway,
}
