namespace Raposa.Collection.Sources.Aws;

internal static class Ec2TransitGateway
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_transit_gateway",
        Description = "A transit gateway: a router between VPCs, VPNs and other transit gateways.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(15, 5, 60),
        Read = new AwsRead
        {
            List = new("ec2:DescribeTransitGateways", "TransitGateways[]") { PageSize = 1000 },
        },
        Columns =
        [
            new("transit_gateway_id", "TransitGatewayId", "The id AWS gave it, such as tgw-0a1b2c.", IsKey: true),
            new("arn", "TransitGatewayArn", "Its ARN."),
            new("state", "State", "pending, available, modifying, deleting or deleted."),
            new("owner_id", "OwnerId", "The account it belongs to: another one shares it with this."),
            new("accepts_attachments", "Options.AutoAcceptSharedAttachments", "Whether it takes attachments of other accounts without being asked: enable or disable."),
            new("default_route_table_id", "Options.AssociationDefaultRouteTableId", "The route table of attachments that name none."),
            new("description", "Description", "What its maker said it is for."),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags), new("Description", RedactionPolicies.Text)],
    };
}
