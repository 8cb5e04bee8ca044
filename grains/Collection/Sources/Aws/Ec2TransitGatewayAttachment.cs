namespace Raposa.Collection.Sources.Aws;

internal static class Ec2TransitGatewayAttachment
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_transit_gateway_attachment",
        Description = "What is attached to a transit gateway: a VPC, a VPN, a peer.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(15, 5, 60),
        Read = new AwsRead
        {
            List = new("ec2:DescribeTransitGatewayAttachments", "TransitGatewayAttachments[]") { PageSize = 1000 },
            Only = AwsOnly.Filter("transit-gateway-attachment-id"),
        },
        Columns =
        [
            new("attachment_id", "TransitGatewayAttachmentId", "The id AWS gave it, such as tgw-attach-0a1b2c.", IsKey: true),
            new("transit_gateway_id", "TransitGatewayId", "The gateway it is attached to."),
            new("transit_gateway_owner_id", "TransitGatewayOwnerId", "The account of the gateway."),
            new("resource_type", "ResourceType", "vpc, vpn, direct-connect-gateway, connect, peering or tgw-peering."),
            new("resource_id", "ResourceId", "What is attached, such as a VPC."),
            new("resource_owner_id", "ResourceOwnerId", "The account of what is attached."),
            new("state", "State", "Only one that is available carries packets."),
            new("route_table_id", "Association.TransitGatewayRouteTableId", "The route table that routes what comes from it."),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags)],
    };
}
