namespace Raposa.Collection.Sources.Aws;

internal static class Ec2RouteTable
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_route_table",
        Description = "A route table: where packets that leave its subnets go.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(5, 2, 30),
        Read = new AwsRead
        {
            List = new("ec2:DescribeRouteTables", "RouteTables[]") { PageSize = 100 },
            Only = AwsOnly.Filter("route-table-id"),
        },
        Columns =
        [
            new("route_table_id", "RouteTableId", "The id AWS gave it, such as rtb-0a1b2c.", IsKey: true),
            new("vpc_id", "VpcId", "The VPC it belongs to."),
            new("subnet_ids", "Associations[].SubnetId", "The subnets that name it.", ColumnType.TextArray),
            new("gateway_ids", "Associations[].GatewayId", "The gateways whose inbound packets it routes.", ColumnType.TextArray),
            new("associations", "Associations", "What it is associated with; the one that is Main holds for every subnet with no other.", ColumnType.Json),
            new("routes", "Routes", "Its routes; the longest prefix that matches decides.", ColumnType.Json),
            new("owner_id", "OwnerId", "The account it belongs to."),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags)],
    };
}
