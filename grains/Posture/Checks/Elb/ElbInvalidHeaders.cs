using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class ElbInvalidHeaders
{
    public static readonly Check Check = new()
    {
        Id = "elb.invalid_headers",
        Title = "A load balancer drops headers that are no headers.",
        Severity = Severity.Low,
        Risk = "What front and back read differently lets requests be smuggled past the front.",
        Remediation = "Switch the dropping of invalid header fields on.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_elbv2_load_balancer",
        Reads =
        [
            "aws_elbv2_load_balancer.DescribeLoadBalancerAttributes.Attributes",
            "aws_elbv2_load_balancer.DescribeLoadBalancerAttributes.Attributes[].*",
            "aws_elbv2_load_balancer.Type",
        ],
        Controls = [.. WebProtection],
        Judge = look => look["Type"].Is("application").When(() => look["DescribeLoadBalancerAttributes.Attributes"].Any(attribute => attribute["Key"].Is("routing.http.drop_invalid_header_fields.enabled") & attribute["Value"].Is("true"))
            .Judge("It drops them.", "It passes them on.")),
    };
}
