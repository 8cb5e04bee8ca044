namespace Raposa.Collection.Sources.Aws;

internal static class Ec2TransitGatewayRoute
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_transit_gateway_route",
        Description = "A route of a transit gateway's route table, active or leading nowhere.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(15, 5, 60),
        Read = new AwsRead
        {
            Parents = [new("ec2:DescribeTransitGatewayRouteTables", "TransitGatewayRouteTables[]") { PageSize = 1000 }],
            List = new("ec2:SearchTransitGatewayRoutes", "Routes[]")
            {
                PageSize = 1000,
                Parameters = _ => AwsParameters.Filter("state", "active", "blackhole"),
                Arguments = [new("TransitGatewayRouteTableId", "TransitGatewayRouteTableId")],
                Absent = ["InvalidRouteTableID.NotFound"],
            },
            ParentMembers = [new("TransitGatewayRouteTableId", "TransitGatewayRouteTableId"), new("TransitGatewayId", "TransitGatewayId")],
            KeyParts = ["$parent.TransitGatewayRouteTableId", "DestinationCidrBlock", "PrefixListId"],
        },
        Columns =
        [
            new("route_key", ResourceKey.Member, "Its table and its destination.", IsKey: true),
            new("route_table_id", "$parent.TransitGatewayRouteTableId", "The route table it is in."),
            new("transit_gateway_id", "$parent.TransitGatewayId", "The gateway of that table."),
            new("destination_cidr", "DestinationCidrBlock", "The range whose packets it routes."),
            new("prefix_list_id", "PrefixListId", "The prefix list whose packets it routes."),
            new("state", "State", "active, or blackhole if its attachment has gone."),
            new("route_type", "Type", "static or propagated."),
            new("attachment_ids", "TransitGatewayAttachments[].TransitGatewayAttachmentId", "The attachments it leads to.", ColumnType.TextArray),
            new("resource_ids", "TransitGatewayAttachments[].ResourceId", "What stands behind them, such as a VPC.", ColumnType.TextArray),
        ],
    };
}
