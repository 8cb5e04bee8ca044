namespace Raposa.Collection.Sources.Aws;

internal static class Ec2NetworkAcl
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_network_acl",
        Description = "A network ACL: the numbered rules at the edge of its subnets.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(5, 2, 30),
        Read = new AwsRead
        {
            List = new("ec2:DescribeNetworkAcls", "NetworkAcls[]") { PageSize = 1000 },
            Only = AwsOnly.Filter("network-acl-id"),
        },
        Columns =
        [
            new("network_acl_id", "NetworkAclId", "The id AWS gave it, such as acl-0a1b2c.", IsKey: true),
            new("vpc_id", "VpcId", "The VPC it belongs to."),
            new("is_default", "IsDefault", "Whether it guards the subnets that have no other.", ColumnType.Boolean),
            new("subnet_ids", "Associations[].SubnetId", "The subnets it guards.", ColumnType.TextArray),
            new("entries", "Entries", "Its rules; the lowest number that matches decides.", ColumnType.Json),
            new("owner_id", "OwnerId", "The account it belongs to."),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags)],
    };
}
