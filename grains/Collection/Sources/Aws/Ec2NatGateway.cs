namespace Raposa.Collection.Sources.Aws;

internal static class Ec2NatGateway
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_nat_gateway",
        Description = "A NAT gateway: it lets a subnet call out and nobody in.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(5, 2, 30),
        Read = new AwsRead
        {
            List = new("ec2:DescribeNatGateways", "NatGateways[]") { PageSize = 1000 },
        },
        Columns =
        [
            new("nat_gateway_id", "NatGatewayId", "The id AWS gave it, such as nat-0a1b2c.", IsKey: true),
            new("vpc_id", "VpcId", "The VPC it is in."),
            new("subnet_id", "SubnetId", "The subnet it is in."),
            new("state", "State", "pending, failed, available, deleting or deleted."),
            new("connectivity", "ConnectivityType", "public or private."),
            new("public_ips", "NatGatewayAddresses[].PublicIp", "The addresses its traffic comes from, seen from the internet.", ColumnType.TextArray),
            new("private_ips", "NatGatewayAddresses[].PrivateIp", "Its addresses inside the VPC.", ColumnType.TextArray),
            new("network_interface_ids", "NatGatewayAddresses[].NetworkInterfaceId", "Its interfaces.", ColumnType.TextArray),
            new("created_at", "CreateTime", "When it was made.", ColumnType.Timestamp),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags)],
    };
}
