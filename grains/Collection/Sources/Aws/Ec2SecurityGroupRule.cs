namespace Raposa.Collection.Sources.Aws;

internal static class Ec2SecurityGroupRule
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_security_group_rule",
        Description = "One rule of a security group, with an id of its own.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(5, 2, 30),
        Read = new AwsRead
        {
            List = new("ec2:DescribeSecurityGroupRules", "SecurityGroupRules[]") { PageSize = 1000 },
            Only = AwsOnly.Filter("security-group-rule-id"),
        },
        Columns =
        [
            new("rule_id", "SecurityGroupRuleId", "The id AWS gave it, such as sgr-0a1b2c.", IsKey: true),
            new("group_id", "GroupId", "The group it is a rule of."),
            new("owner_id", "GroupOwnerId", "The account the group belongs to."),
            new("is_egress", "IsEgress", "Whether it is about what leaves.", ColumnType.Boolean),
            new("protocol", "IpProtocol", "tcp, udp, icmp, icmpv6, a protocol number, or -1 for all."),
            new("from_port", "FromPort", "First port, or the ICMP type; -1 for all.", ColumnType.Integer),
            new("to_port", "ToPort", "Last port, or the ICMP code; -1 for all.", ColumnType.Integer),
            new("cidr_ipv4", "CidrIpv4", "The IPv4 range it allows."),
            new("cidr_ipv6", "CidrIpv6", "The IPv6 range it allows."),
            new("prefix_list_id", "PrefixListId", "The prefix list it allows."),
            new("referenced_group_id", "ReferencedGroupInfo.GroupId", "The security group whose members it allows."),
            new("description", "Description", "What its maker said it is for."),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags), new("Description", RedactionPolicies.Text)],
    };
}
