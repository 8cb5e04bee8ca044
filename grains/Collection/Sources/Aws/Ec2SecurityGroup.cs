namespace Raposa.Collection.Sources.Aws;

internal static class Ec2SecurityGroup
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_security_group",
        Description = "A security group with its rules: what its members may be reached by and may reach.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(5, 2, 30),
        Read = new AwsRead
        {
            List = new("ec2:DescribeSecurityGroups", "SecurityGroups[]") { PageSize = 1000 },
            Only = AwsOnly.Filter("group-id"),
        },
        Columns =
        [
            new("group_id", "GroupId", "The id AWS gave it, such as sg-0a1b2c.", IsKey: true),
            new("name", "GroupName", "The name its maker gave it; the default group of each VPC is called default."),
            new("description", "Description", "What its maker said it is for."),
            new("vpc_id", "VpcId", "The VPC it belongs to."),
            new("owner_id", "OwnerId", "The account it belongs to."),
            new("ingress", "IpPermissions", "Its inbound rules, grouped by protocol and ports.", ColumnType.Json),
            new("egress", "IpPermissionsEgress", "Its outbound rules, grouped by protocol and ports.", ColumnType.Json),
            new("ingress_cidrs", "IpPermissions[].IpRanges[].CidrIp", "Every IPv4 range that any inbound rule names.", ColumnType.TextArray),
            new("ingress_group_ids", "IpPermissions[].UserIdGroupPairs[].GroupId", "Every group that any inbound rule names.", ColumnType.TextArray),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags), new("Description", RedactionPolicies.Text)],
        RefreshedBy = [new("aws.ec2", "AWS API Call via CloudTrail", "detail.requestParameters.groupId")],
    };
}
