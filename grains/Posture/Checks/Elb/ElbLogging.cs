using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class ElbLogging
{
    public static readonly Check Check = new()
    {
        Id = "elb.logging",
        Title = "A load balancer logs its requests.",
        Severity = Severity.Low,
        Risk = "What was asked of the application before an incident is known to nobody.",
        Remediation = "Switch access logs on, to a bucket that lets the load balancer write.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_elbv2_load_balancer",
        Reads =
        [
            "aws_elbv2_load_balancer.DescribeLoadBalancerAttributes.Attributes",
            "aws_elbv2_load_balancer.DescribeLoadBalancerAttributes.Attributes[].*",
            "aws_elbv2_load_balancer.Type",
        ],
        Controls = [Cis("4.10"), .. Logging],
        Judge = look => look["Type"].Is("application", "network").When(() => look["DescribeLoadBalancerAttributes.Attributes"].Any(attribute => attribute["Key"].Is("access_logs.s3.enabled") & attribute["Value"].Is("true"))
            .Judge("It logs its requests.", "It does not log its requests.")),
    };
}
