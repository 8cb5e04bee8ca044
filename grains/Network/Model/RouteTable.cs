using System.Collections.Immutable;

namespace Raposa.Network;

/// <param name="GatewayIds">Gateways whose inbound traffic this table routes (an edge association).</param>
internal sealed record RouteTable(
    string Id,
    string VpcId,
    bool IsMain,
    ImmutableArray<string> SubnetIds,
    ImmutableArray<string> GatewayIds,
    ImmutableArray<Route> Routes);

/// <summary>Where packets to a destination go. The destination is a range or a prefix list.</summary>
internal sealed record Route(string Id, RouteTarget Target, string TargetId)
{
    public Cidr? Range { get; init; }

    public string? PrefixListId { get; init; }

    public bool IsBlackhole { get; init; }

    public bool IsPropagated { get; init; }
}

internal enum RouteTarget
{
    Local,
    InternetGateway,
    EgressOnlyGateway,
    NatGateway,
    Peering,
    TransitGateway,
    GatewayEndpoint,
    Interface,

    /// <summary>A virtual private gateway, an appliance behind an endpoint, a local gateway…: what is behind is not in the configuration.</summary>
    Elsewhere,
}
