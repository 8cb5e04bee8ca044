using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class EksNodeRemoteAccess
{
    public static readonly Check Check = new()
    {
        Id = "eks.node_remote_access",
        Title = "Nodes of a cluster are not open to SSH from everywhere.",
        Severity = Severity.High,
        Risk = "A node group with a key and no security groups named for it opens port 22 to the internet.",
        Remediation = "Name security groups for remote access, or leave it out and use Session Manager.",
        Owner = "Whoever looks after the cluster.",
        Kind = SubjectKind.Resource,
        Source = "aws_eks_nodegroup",
        Reads = ["aws_eks_nodegroup.remoteAccess.ec2SshKey", "aws_eks_nodegroup.remoteAccess.sourceSecurityGroups"],
        Controls = [.. NetworkIngress],
        Judge = look => (!(look["remoteAccess"].OrUnset()["ec2SshKey"].OrUnset().IsSet() & look["remoteAccess"].OrUnset()["sourceSecurityGroups"].OrUnset().IsEmpty()))
            .Judge("It has no key, or names who may reach it.", "It has a key and names nobody, so that everybody may reach port 22."),
    };
}
