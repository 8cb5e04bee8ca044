using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Network.Parsing;

/// <summary>Route tables and the gateways that routes lead to, from the documents of EC2.</summary>
internal static class RouteParser
{
    public static Vpc? Vpc(JsonElement document, string scope) => document.Text("VpcId") is not { } id
        ? null
        : new(id, scope, [.. Ranges(document, "CidrBlock", "CidrBlockAssociationSet", "Ipv6CidrBlockAssociationSet")]);

    public static Subnet? Subnet(JsonElement document) =>
        document.Text("SubnetId") is not { } id || document.Text("VpcId") is not { } vpc
            ? null
            : new(id, vpc, document.Text("AvailabilityZone"), [.. Ranges(document, "CidrBlock", "", "Ipv6CidrBlockAssociationSet")]);

    public static RouteTable? Table(JsonElement document)
    {
        if (document.Text("RouteTableId") is not { } id)
        {
            return null;
        }

        var associations = document.List("Associations")
            .Where(one => one.Member("AssociationState")?.Text("State") is null or "associated").ToArray();
        return new(
            id,
            document.Text("VpcId") ?? "",
            associations.Any(one => one.Flag("Main") == true),
            [.. associations.Select(one => one.Text("SubnetId")).OfType<string>()],
            [.. associations.Select(one => one.Text("GatewayId")).OfType<string>()],
            [.. document.List("Routes").Select(route => Route(id, route)).OfType<Route>()]);
    }

    public static InternetGateway? InternetGateway(JsonElement document) =>
        document.Text("InternetGatewayId") is not { } id
            ? null
            : new(id, [.. document.List("Attachments")
                .Where(one => one.Text("State") is null or "available" or "attached").Select(one => one.Text("VpcId")).OfType<string>()]);

    public static NatGateway? Nat(JsonElement document) => document.Text("NatGatewayId") is not { } id
        ? null
        : new(
            id,
            document.Text("SubnetId") ?? "",
            document.Text("VpcId") ?? "",
            document.Text("ConnectivityType") is null or "" or "public",
            document.Text("State") is null or "available",
            [.. document.List("NatGatewayAddresses").Where(one => IpAddress.TryParse(one.Text("PrivateIp"), out _)).Select(one => new NatAddress(
                one.Text("NetworkInterfaceId"),
                IpAddress.Parse(one.Text("PrivateIp")!),
                IpAddress.TryParse(one.Text("PublicIp"), out var visible) ? visible : null))]);

    public static Peering? Peering(JsonElement document)
    {
        if (document.Text("VpcPeeringConnectionId") is not { } id
            || document.Member("RequesterVpcInfo") is not { } requester || document.Member("AccepterVpcInfo") is not { } accepter)
        {
            return null;
        }

        var status = document.Member("Status")?.Text("Code");
        return new(id, Side(requester), Side(accepter), status is "active");
    }

    public static TransitGateway? TransitGateway(JsonElement document) => document.Text("TransitGatewayId") is not { } id
        ? null
        : new(id, document.Member("Options")?.Text("SecurityGroupReferencingSupport") switch
        {
            "enable" => true,
            "disable" => false,
            _ => null,
        });

    /// <summary>An attachment of <c>DescribeTransitGatewayAttachments</c> or, with its subnets, of <c>…VpcAttachments</c>.</summary>
    public static TransitAttachment? Attachment(JsonElement document) =>
        document.Text("TransitGatewayAttachmentId") is not { } id || document.Text("TransitGatewayId") is not { } gateway
            ? null
            : new(
                id,
                gateway,
                document.Text("ResourceType") ?? (document.Text("VpcId") is null ? "" : "vpc"),
                document.Text("ResourceId") ?? document.Text("VpcId") ?? "",
                document.Member("Association")?.Text("State") is null or "associated" ? document.Member("Association")?.Text("TransitGatewayRouteTableId") : null,
                document.Text("State") is null or "available",
                [.. document.Texts("SubnetIds")]);

    public static TransitRoute? TransitRoute(JsonElement document)
    {
        var destination = document.Text("DestinationCidrBlock");
        return document.Text("TransitGatewayRouteTableId") is not { } table
            ? null
            : new(
                $"{table}/{destination ?? document.Text("PrefixListId")}",
                table,
                Cidr.TryParse(destination, out var range) ? range : null,
                document.Text("PrefixListId"),
                [.. document.List("TransitGatewayAttachments").Select(one => one.Text("TransitGatewayAttachmentId")).OfType<string>()])
            {
                IsBlackhole = document.Text("State") == "blackhole",
                IsPropagated = document.Text("Type") == "propagated",
            };
    }

    private static Route? Route(string table, JsonElement route)
    {
        var destination = route.Text("DestinationCidrBlock") ?? route.Text("DestinationIpv6CidrBlock");
        var list = route.Text("DestinationPrefixListId");
        if (destination is null && list is null)
        {
            return null;
        }

        var (target, id) = Target(route);
        return new($"{table}/{(Cidr.TryParse(destination, out var range) ? range.ToString() : list)}", target, id)
        {
            Range = destination is null ? null : range,
            PrefixListId = list,
            IsBlackhole = route.Text("State") == "blackhole",
            IsPropagated = route.Text("Origin") == "EnableVgwRoutePropagation",
        };
    }

    private static (RouteTarget Target, string Id) Target(JsonElement route)
    {
        if (route.Text("GatewayId") is { Length: > 0 } gateway)
        {
            return gateway switch
            {
                "local" => (RouteTarget.Local, gateway),
                _ when gateway.StartsWith("vgw-", StringComparison.Ordinal) => (RouteTarget.Elsewhere, gateway),
                _ when gateway.StartsWith("vpce-", StringComparison.Ordinal) => (RouteTarget.GatewayEndpoint, gateway),
                _ when gateway.StartsWith("lgw-", StringComparison.Ordinal) => (RouteTarget.Elsewhere, gateway),
                _ => (RouteTarget.InternetGateway, gateway),
            };
        }

        foreach (var (member, target) in Targets)
        {
            if (route.Text(member) is { Length: > 0 } id)
            {
                return (target, id);
            }
        }

        return (RouteTarget.Elsewhere, "unnamed");
    }

    private static readonly ImmutableArray<(string Member, RouteTarget Target)> Targets =
    [
        ("NatGatewayId", RouteTarget.NatGateway),
        ("EgressOnlyInternetGatewayId", RouteTarget.EgressOnlyGateway),
        ("VpcPeeringConnectionId", RouteTarget.Peering),
        ("TransitGatewayId", RouteTarget.TransitGateway),
        ("VpcEndpointId", RouteTarget.Elsewhere),
        ("NetworkInterfaceId", RouteTarget.Interface),
        ("InstanceId", RouteTarget.Interface),
        ("LocalGatewayId", RouteTarget.Elsewhere),
        ("CarrierGatewayId", RouteTarget.Elsewhere),
        ("CoreNetworkArn", RouteTarget.Elsewhere),
    ];

    private static PeeringSide Side(JsonElement side) => new(side.Text("VpcId") ?? "", side.Text("Region"));

    private static IEnumerable<Cidr> Ranges(JsonElement document, string one, string set, string set6)
    {
        var texts = document.List(set).Where(IsAssociated).Select(item => item.Text("CidrBlock"))
            .Append(document.Text(one))
            .Concat(document.List(set6).Where(IsAssociated).Select(item => item.Text("Ipv6CidrBlock")));
        return texts.Where(text => Cidr.TryParse(text, out _)).Select(text => Cidr.Parse(text!)).Distinct();
    }

    private static bool IsAssociated(JsonElement association) =>
        (association.Member("CidrBlockState") ?? association.Member("Ipv6CidrBlockState"))?.Text("State") is null or "associated";
}
