namespace Raposa.Collection.Sources.Aws;

internal static class Ec2Subnet
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_subnet",
        Description = "A range of a VPC in one availability zone.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(5, 2, 30),
        Read = new AwsRead
        {
            List = new("ec2:DescribeSubnets", "Subnets[]") { PageSize = 1000 },
            Only = AwsOnly.Filter("subnet-id"),
        },
        Columns =
        [
            new("subnet_id", "SubnetId", "The id AWS gave it, such as subnet-0a1b2c.", IsKey: true),
            new("vpc_id", "VpcId", "The VPC it is a part of."),
            new("cidr_block", "CidrBlock", "Its IPv4 range."),
            new("ipv6_cidr_blocks", "Ipv6CidrBlockAssociationSet[].Ipv6CidrBlock", "Its IPv6 ranges.", ColumnType.TextArray),
            new("availability_zone", "AvailabilityZone", "The zone it is in."),
            new("gives_public_ip", "MapPublicIpOnLaunch", "Whether what is started in it gets a public IPv4 address unless it says otherwise.", ColumnType.Boolean),
            new("available_ips", "AvailableIpAddressCount", "How many of its IPv4 addresses are free.", ColumnType.Integer),
            new("is_default", "DefaultForAz", "Whether it is the default one of its zone.", ColumnType.Boolean),
            new("arn", "SubnetArn", "Its ARN."),
            new("owner_id", "OwnerId", "The account it belongs to."),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags)],
    };
}
