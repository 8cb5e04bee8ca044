using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class ElbDeletionProtection
{
    public static readonly Check Check = new()
    {
        Id = "elb.deletion_protection",
        Title = "A load balancer is protected from deletion.",
        Severity = Severity.Low,
        Risk = "One call takes the application off the network.",
        Remediation = "Switch deletion protection on.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_elbv2_load_balancer",
        Reads =
        [
            "aws_elbv2_load_balancer.DescribeLoadBalancerAttributes.Attributes",
            "aws_elbv2_load_balancer.DescribeLoadBalancerAttributes.Attributes[].*",
        ],
        Controls = [.. Availability],
        Judge = look => look["DescribeLoadBalancerAttributes.Attributes"].Any(attribute => attribute["Key"].Is("deletion_protection.enabled") & attribute["Value"].Is("true"))
            .Judge("It is protected.", "It is not protected."),
    };
}
