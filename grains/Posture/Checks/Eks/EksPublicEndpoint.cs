using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class EksPublicEndpoint
{
    public static readonly Check Check = new()
    {
        Id = "eks.public_endpoint",
        Title = "The control of a Kubernetes cluster is not open to the whole internet.",
        Severity = Severity.High,
        Risk = "A leaked token or a hole of the API server is used from anywhere.",
        Remediation = "Switch the public endpoint off, or name the ranges that may reach it.",
        Owner = "Whoever looks after the cluster.",
        Kind = SubjectKind.Resource,
        Source = "aws_eks_cluster",
        Reads = ["aws_eks_cluster.resourcesVpcConfig.endpointPublicAccess", "aws_eks_cluster.resourcesVpcConfig.publicAccessCidrs[]"],
        Controls = [.. NetworkIngress],
        Judge = look => (look["resourcesVpcConfig.endpointPublicAccess"].IsFalse()
                | !look["resourcesVpcConfig.publicAccessCidrs"].Any(range => range.Matches(PortRules.IsEverything)))
            .Judge("It is not open to the whole internet.", "It is open to the whole internet."),
    };
}
