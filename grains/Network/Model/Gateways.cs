using System.Collections.Immutable;

namespace Raposa.Network;

internal sealed record Vpc(string Id, string Scope, ImmutableArray<Cidr> Ranges);

internal sealed record Subnet(string Id, string VpcId, string? Zone, ImmutableArray<Cidr> Ranges);

internal sealed record InternetGateway(string Id, ImmutableArray<string> VpcIds);

internal sealed record NatGateway(
    string Id, string SubnetId, string VpcId, bool IsPublic, bool IsAvailable, ImmutableArray<NatAddress> Addresses);

internal sealed record NatAddress(string? InterfaceId, IpAddress Private, IpAddress? Public);

internal sealed record Peering(string Id, PeeringSide Requester, PeeringSide Accepter, bool IsActive)
{
    public string? Other(string vpcId) =>
        vpcId == Requester.VpcId ? Accepter.VpcId : vpcId == Accepter.VpcId ? Requester.VpcId : null;

    /// <summary>Groups can be named across a peering within one region only.</summary>
    public bool IsOneRegion => Requester.Region == Accepter.Region;
}

internal sealed record PeeringSide(string VpcId, string? Region);

/// <param name="AllowsGroupReferences">Null where it was not collected.</param>
internal sealed record TransitGateway(string Id, bool? AllowsGroupReferences);

/// <param name="Kind">vpc, vpn, peering, direct-connect-gateway…</param>
/// <param name="ResourceId">Of a VPC attachment, the VPC.</param>
internal sealed record TransitAttachment(
    string Id, string GatewayId, string Kind, string ResourceId, string? RouteTableId, bool IsAvailable, ImmutableArray<string> SubnetIds);

internal sealed record TransitRoute(string Id, string RouteTableId, Cidr? Range, string? PrefixListId, ImmutableArray<string> AttachmentIds)
{
    public bool IsBlackhole { get; init; }

    public bool IsPropagated { get; init; }
}
