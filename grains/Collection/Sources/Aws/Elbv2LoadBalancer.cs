namespace Raposa.Collection.Sources.Aws;

internal static class Elbv2LoadBalancer
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_elbv2_load_balancer",
        Description = "An application, network or gateway load balancer with its attributes and tags.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(10, 3, 60),
        Read = new AwsRead
        {
            List = new("elbv2:DescribeLoadBalancers", "LoadBalancers[]") { PageSize = 400, Absent = ["LoadBalancerNotFound"] },
            Details =
            [
                new("elbv2:DescribeLoadBalancerAttributes", new AwsArgument("LoadBalancerArn", "LoadBalancerArn")),
                new("elbv2:DescribeTags", new AwsArgument("ResourceArns", "LoadBalancerArn", IsList: true)),
            ],
            Only = new(arns => new() { ["LoadBalancerArns"] = AwsParameters.ListOf(arns) }, Size: 1),
            Gone = ["LoadBalancerNotFound"],
        },
        Columns =
        [
            new("arn", "LoadBalancerArn", "Its ARN.", IsKey: true),
            new("name", "LoadBalancerName", "The name its maker gave it."),
            new("type", "Type", "application, network or gateway."),
            new("dns_name", "DNSName", "The name clients call."),
            new("scheme", "Scheme", "internet-facing or internal."),
            new("vpc_id", "VpcId", "The VPC it is in."),
            new("subnet_ids", "AvailabilityZones[].SubnetId", "The subnets it is in.", ColumnType.TextArray),
            new("security_group_ids", "SecurityGroups[]", "The security groups whose rules apply to it; a network load balancer may have none.", ColumnType.TextArray),
            new("state", "State.Code", "Only one that is active carries requests."),
            new("ip_address_type", "IpAddressType", "ipv4, dualstack or dualstack-without-public-ipv4."),
            new("attributes", "DescribeLoadBalancerAttributes.Attributes", "Its settings, a list of Key and Value.", ColumnType.Tags),
            new("created_at", "CreatedTime", "When it was made.", ColumnType.Timestamp),
            new("tags", "DescribeTags.TagDescriptions[].Tags", "Its tags.", ColumnType.Json),
        ],
        Redactions = [new("DescribeTags.TagDescriptions[].Tags", RedactionPolicies.Tags)],
    };
}
