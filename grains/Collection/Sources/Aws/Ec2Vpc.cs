namespace Raposa.Collection.Sources.Aws;

internal static class Ec2Vpc
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_vpc",
        Description = "A virtual network.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(5, 2, 30),
        Read = new AwsRead
        {
            List = new("ec2:DescribeVpcs", "Vpcs[]") { PageSize = 1000 },
            Only = AwsOnly.Filter("vpc-id"),
        },
        Columns =
        [
            new("vpc_id", "VpcId", "The id AWS gave it, such as vpc-0a1b2c.", IsKey: true),
            new("cidr_block", "CidrBlock", "Its primary IPv4 range."),
            new("cidr_blocks", "CidrBlockAssociationSet[].CidrBlock", "Every IPv4 range that was ever associated and not yet removed.", ColumnType.TextArray),
            new("ipv6_cidr_blocks", "Ipv6CidrBlockAssociationSet[].Ipv6CidrBlock", "Its IPv6 ranges.", ColumnType.TextArray),
            new("is_default", "IsDefault", "Whether it is the one AWS made in the region.", ColumnType.Boolean),
            new("state", "State", "pending or available."),
            new("owner_id", "OwnerId", "The account it belongs to: another one shares it with this."),
            new("tenancy", "InstanceTenancy", "Whether its instances share hardware: default, dedicated or host."),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags)],
    };
}
