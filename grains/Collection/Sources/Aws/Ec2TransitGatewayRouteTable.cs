namespace Raposa.Collection.Sources.Aws;

internal static class Ec2TransitGatewayRouteTable
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_transit_gateway_route_table",
        Description = "A route table of a transit gateway, with the attachments that use it and those whose routes it learns.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(15, 5, 60),
        Read = new AwsRead
        {
            List = new("ec2:DescribeTransitGatewayRouteTables", "TransitGatewayRouteTables[]") { PageSize = 1000 },
            Details =
            [
                new("ec2:GetTransitGatewayRouteTableAssociations", new AwsArgument("TransitGatewayRouteTableId", "TransitGatewayRouteTableId")),
                new("ec2:GetTransitGatewayRouteTablePropagations", new AwsArgument("TransitGatewayRouteTableId", "TransitGatewayRouteTableId")),
            ],
            Gone = ["InvalidRouteTableID.NotFound"],
        },
        Columns =
        [
            new("route_table_id", "TransitGatewayRouteTableId", "The id AWS gave it, such as tgw-rtb-0a1b2c.", IsKey: true),
            new("transit_gateway_id", "TransitGatewayId", "The gateway it belongs to."),
            new("state", "State", "pending, available, deleting or deleted."),
            new("is_default_association", "DefaultAssociationRouteTable", "Whether attachments that name no table use it.", ColumnType.Boolean),
            new("is_default_propagation", "DefaultPropagationRouteTable", "Whether it learns the routes of new attachments.", ColumnType.Boolean),
            new("associated_attachment_ids", "GetTransitGatewayRouteTableAssociations.Associations[].TransitGatewayAttachmentId", "The attachments whose packets it routes.", ColumnType.TextArray),
            new("propagating_attachment_ids", "GetTransitGatewayRouteTablePropagations.TransitGatewayRouteTablePropagations[].TransitGatewayAttachmentId", "The attachments whose routes it learns.", ColumnType.TextArray),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags)],
    };
}
