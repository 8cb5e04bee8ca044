namespace Raposa.Collection.Sources.Aws;

internal static class Ec2VpcEndpoint
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_vpc_endpoint",
        Description = "A VPC endpoint: a way to a service that does not cross the internet.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(15, 5, 60),
        Read = new AwsRead
        {
            List = new("ec2:DescribeVpcEndpoints", "VpcEndpoints[]") { PageSize = 1000 },
            Only = AwsOnly.Filter("vpc-endpoint-id"),
        },
        Columns =
        [
            new("vpc_endpoint_id", "VpcEndpointId", "The id AWS gave it, such as vpce-0a1b2c.", IsKey: true),
            new("vpc_id", "VpcId", "The VPC it is in."),
            new("service_name", "ServiceName", "The service it leads to, such as com.amazonaws.eu-west-1.s3."),
            new("endpoint_type", "VpcEndpointType", "Interface, Gateway, GatewayLoadBalancer or another."),
            new("state", "State", "Only one that is available carries packets."),
            new("subnet_ids", "SubnetIds[]", "The subnets an interface endpoint is in.", ColumnType.TextArray),
            new("route_table_ids", "RouteTableIds[]", "The route tables a gateway endpoint is in.", ColumnType.TextArray),
            new("network_interface_ids", "NetworkInterfaceIds[]", "Its interfaces.", ColumnType.TextArray),
            new("security_group_ids", "Groups[].GroupId", "The security groups of its interfaces.", ColumnType.TextArray),
            new("policy", "PolicyDocument", "What may be done through it: a policy as JSON text."),
            new("has_private_dns", "PrivateDnsEnabled", "Whether the service's own name leads to it inside the VPC.", ColumnType.Boolean),
            new("owner_id", "OwnerId", "The account it belongs to."),
            new("created_at", "CreationTimestamp", "When it was made.", ColumnType.Timestamp),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags)],
    };
}
