using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class ElbClassicLogging
{
    public static readonly Check Check = new()
    {
        Id = "elb.classic_logging",
        Title = "A classic load balancer logs its requests.",
        Severity = Severity.Low,
        Risk = "What was asked of the application before an incident is known to nobody.",
        Remediation = "Switch access logs on.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_elb_load_balancer",
        Reads = ["aws_elb_load_balancer.DescribeLoadBalancerAttributes.LoadBalancerAttributes.AccessLog.Enabled"],
        Controls = [Cis("4.10"), .. Logging],
        Judge = look => look["DescribeLoadBalancerAttributes.LoadBalancerAttributes.AccessLog.Enabled"].IsTrue().Judge("It logs its requests.", "It does not log its requests."),
    };
}
