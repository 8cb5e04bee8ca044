using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class EksPrivateEndpoint
{
    public static readonly Check Check = new()
    {
        Id = "eks.private_endpoint",
        Title = "Nodes reach the control of their cluster inside the network.",
        Severity = Severity.Low,
        Risk = "Their traffic leaves the VPC, and the public endpoint cannot be closed.",
        Remediation = "Switch the private endpoint on.",
        Owner = "Whoever looks after the cluster.",
        Kind = SubjectKind.Resource,
        Source = "aws_eks_cluster",
        Reads = ["aws_eks_cluster.resourcesVpcConfig.endpointPrivateAccess"],
        Controls = [.. NetworkIngress],
        Judge = look => look["resourcesVpcConfig.endpointPrivateAccess"].IsTrue().Judge("The private endpoint is on.", "The private endpoint is off."),
    };
}
