namespace Raposa.Collection.Sources.Aws;

internal static class Elbv2TargetGroup
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_elbv2_target_group",
        Description = "A target group with the health of each target: what stands behind load balancers.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(10, 3, 60),
        Read = new AwsRead
        {
            List = new("elbv2:DescribeTargetGroups", "TargetGroups[]") { PageSize = 400, Absent = ["TargetGroupNotFound"] },
            Details = [new("elbv2:DescribeTargetHealth", new AwsArgument("TargetGroupArn", "TargetGroupArn"))],
            Only = new(arns => new() { ["TargetGroupArns"] = AwsParameters.ListOf(arns) }, Size: 1),
            Gone = ["TargetGroupNotFound"],
        },
        Columns =
        [
            new("arn", "TargetGroupArn", "Its ARN.", IsKey: true),
            new("name", "TargetGroupName", "The name its maker gave it."),
            new("target_type", "TargetType", "instance, ip, lambda or alb."),
            new("protocol", "Protocol", "The protocol its targets speak."),
            new("port", "Port", "The port of its targets, where they do not say their own.", ColumnType.Integer),
            new("vpc_id", "VpcId", "The VPC its targets are in."),
            new("load_balancer_arns", "LoadBalancerArns[]", "The load balancers that forward to it.", ColumnType.TextArray),
            new("target_ids", "DescribeTargetHealth.TargetHealthDescriptions[].Target.Id", "Its targets: instances, addresses, functions or load balancers.", ColumnType.TextArray),
            new("targets", "DescribeTargetHealth.TargetHealthDescriptions", "Its targets with port, zone and health.", ColumnType.Json),
        ],
    };
}
