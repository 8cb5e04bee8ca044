using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Estate.Network;

/// <summary>The transit gateway of each region: production owns it, the first three accounts are attached.</summary>
internal static class TransitDocuments
{
    private const int Attached = 3;

    public static EstateAnswer Gateways(EstateCall call) => EstateAnswer.List(
        "TransitGateways", IsAttached(call) ? (RegionEstate[])[call.Region] : [], region => new JsonObject
        {
            ["TransitGatewayId"] = region.Network.TransitGateway,
            ["TransitGatewayArn"] = $"arn:aws:ec2:{region.Name}:{Owner(call)}:transit-gateway/{region.Network.TransitGateway}",
            ["State"] = "available", ["OwnerId"] = Owner(call), ["Description"] = "corvina",
            ["CreationTime"] = "2023-05-17T10:00:00+00:00",
            ["Options"] = new JsonObject
            {
                ["AmazonSideAsn"] = 64512, ["AutoAcceptSharedAttachments"] = "enable", ["DefaultRouteTableAssociation"] = "enable",
                ["AssociationDefaultRouteTableId"] = Table(call), ["DefaultRouteTablePropagation"] = "enable",
                ["PropagationDefaultRouteTableId"] = Table(call), ["VpnEcmpSupport"] = "enable", ["DnsSupport"] = "enable",
                ["MulticastSupport"] = "disable",
            },
            ["Tags"] = Json.Tags(("Name", "corvina")),
        });

    public static EstateAnswer Attachments(EstateCall call) => EstateAnswer.List("TransitGatewayAttachments", Members(call), region => new JsonObject
    {
        ["TransitGatewayAttachmentId"] = region.Network.TransitAttachment, ["TransitGatewayId"] = region.Network.TransitGateway,
        ["TransitGatewayOwnerId"] = Owner(call), ["ResourceOwnerId"] = region.Account.Id, ["ResourceType"] = "vpc",
        ["ResourceId"] = region.Network.Main.Id,
        ["State"] = "available",
        ["Association"] = new JsonObject { ["TransitGatewayRouteTableId"] = Table(call), ["State"] = "associated" },
        ["CreationTime"] = "2023-05-17T10:05:00+00:00", ["Tags"] = new JsonArray(),
    });

    public static EstateAnswer VpcAttachments(EstateCall call) => EstateAnswer.List("TransitGatewayVpcAttachments", Members(call), region => new JsonObject
    {
        ["TransitGatewayAttachmentId"] = region.Network.TransitAttachment, ["TransitGatewayId"] = region.Network.TransitGateway,
        ["VpcId"] = region.Network.Main.Id, ["VpcOwnerId"] = region.Account.Id, ["State"] = "available",
        ["SubnetIds"] = Json.Texts(region.Network.Of(SubnetKind.Private).Select(subnet => subnet.Id)),
        ["CreationTime"] = "2023-05-17T10:05:00+00:00",
        ["Options"] = new JsonObject { ["DnsSupport"] = "enable", ["Ipv6Support"] = "disable", ["ApplianceModeSupport"] = "disable" },
        ["Tags"] = new JsonArray(),
    });

    public static EstateAnswer RouteTables(EstateCall call) => EstateAnswer.List(
        "TransitGatewayRouteTables", IsOwner(call) ? (string[])[Table(call)] : [], table => new JsonObject
        {
            ["TransitGatewayRouteTableId"] = table, ["TransitGatewayId"] = call.Region.Network.TransitGateway, ["State"] = "available",
            ["DefaultAssociationRouteTable"] = true, ["DefaultPropagationRouteTable"] = true,
            ["CreationTime"] = "2023-05-17T10:00:30+00:00", ["Tags"] = new JsonArray(),
        });

    public static EstateAnswer Routes(EstateCall call) => Known(call, EstateAnswer.List(
        "Routes", Members(call), region => new JsonObject
        {
            ["DestinationCidrBlock"] = region.Network.Main.Cidr, ["Type"] = "propagated", ["State"] = "active",
            ["TransitGatewayAttachments"] = new JsonArray(new JsonObject
            {
                ["ResourceId"] = region.Network.Main.Id, ["TransitGatewayAttachmentId"] = region.Network.TransitAttachment,
                ["ResourceType"] = "vpc",
            }),
        }, new() { ["AdditionalRoutesAvailable"] = false }));

    public static EstateAnswer Associations(EstateCall call) => Known(call, EstateAnswer.List("Associations", Members(call), region => Link(region, "associated")));

    public static EstateAnswer Propagations(EstateCall call) => Known(call, EstateAnswer.List("TransitGatewayRouteTablePropagations", Members(call), region => Link(region, "enabled")));

    private static JsonObject Link(RegionEstate region, string state) => new()
    {
        ["TransitGatewayAttachmentId"] = region.Network.TransitAttachment, ["ResourceId"] = region.Network.Main.Id,
        ["ResourceType"] = "vpc", ["State"] = state,
    };

    private static EstateAnswer Known(EstateCall call, EstateAnswer answer)
    {
        var id = call.Needed("TransitGatewayRouteTableId");
        return IsOwner(call) && id == Table(call)
            ? answer
            : throw new AwsErrorException(400, "InvalidRouteTableID.NotFound", $"Transit Gateway Route Table {id} was deleted or does not exist.");
    }

    // The owner sees everybody's attachment, the others see theirs.
    private static List<RegionEstate> Members(EstateCall call) =>
    [
        .. call.Company.Accounts.Take(Attached).Where(account => IsOwner(call) || (account == call.Account && IsAttached(call)))
            .Select(account => account.Region(call.RegionName)!),
    ];

    private static bool IsAttached(EstateCall call) => call.Account.Index < Attached;

    private static bool IsOwner(EstateCall call) => call.Account.Index == 0;

    private static string Owner(EstateCall call) => call.Company.AccountIds[0];

    private static string Table(EstateCall call) => call.Region.Ids.Ec2("tgw-rtb", Owner(call), call.RegionName);
}
