namespace Raposa.Collection.Sources.Aws;

internal static class ElbLoadBalancer
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_elb_load_balancer",
        Description = "A classic load balancer with its attributes and tags.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(10, 3, 60),
        Read = new AwsRead
        {
            List = new("elb:DescribeLoadBalancers", "LoadBalancerDescriptions[]") { PageSize = 400, Absent = ["LoadBalancerNotFound"] },
            Details =
            [
                new("elb:DescribeLoadBalancerAttributes", new AwsArgument("LoadBalancerName", "LoadBalancerName")),
                new("elb:DescribeTags", new AwsArgument("LoadBalancerNames", "LoadBalancerName", IsList: true)),
            ],
            Only = new(names => new() { ["LoadBalancerNames"] = AwsParameters.ListOf(names) }, Size: 1),
            Gone = ["LoadBalancerNotFound"],
        },
        Columns =
        [
            new("name", "LoadBalancerName", "The name its maker gave it, unique in account and region.", IsKey: true),
            new("dns_name", "DNSName", "The name clients call."),
            new("scheme", "Scheme", "internet-facing or internal."),
            new("vpc_id", "VPCId", "The VPC it is in."),
            new("subnet_ids", "Subnets[]", "The subnets it is in.", ColumnType.TextArray),
            new("security_group_ids", "SecurityGroups[]", "The security groups whose rules apply to it.", ColumnType.TextArray),
            new("instance_ids", "Instances[].InstanceId", "The instances behind it.", ColumnType.TextArray),
            new("listeners", "ListenerDescriptions", "What it listens on, and where that goes.", ColumnType.Json),
            new("certificate_ids", "ListenerDescriptions[].Listener.SSLCertificateId", "The certificates it shows.", ColumnType.TextArray),
            new("has_access_log", "DescribeLoadBalancerAttributes.LoadBalancerAttributes.AccessLog.Enabled", "Whether its requests are written down.", ColumnType.Boolean),
            new("access_log_bucket", "DescribeLoadBalancerAttributes.LoadBalancerAttributes.AccessLog.S3BucketName", "The bucket they are written to."),
            new("created_at", "CreatedTime", "When it was made.", ColumnType.Timestamp),
            new("tags", "DescribeTags.TagDescriptions[].Tags", "Its tags.", ColumnType.Json),
        ],
        Redactions = [new("DescribeTags.TagDescriptions[].Tags", RedactionPolicies.Tags)],
    };
}
