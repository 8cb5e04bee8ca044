using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class NetworkIngressAllPorts
{
    public static readonly Check Check = new()
    {
        Id = "network.ingress_all_ports",
        Title = "A security group names the ports that it lets in.",
        Severity = Severity.Low,
        Risk = "A rule for all ports lets a member that was taken over reach everything on its neighbours.",
        Remediation = "Put rules for the ports that are used in place of it.",
        Owner = "Whoever looks after the network.",
        Kind = SubjectKind.Resource,
        Source = "aws_ec2_security_group",
        Reads = ["aws_ec2_security_group.IpPermissions", "aws_ec2_security_group.IpPermissions[].*"],
        Controls = [.. NetworkIngress],
        Judge = look => (!look["IpPermissions"].Any(PortRules.CoversAll)).Judge("Every rule names ports.", "A rule lets every port in."),
    };
}
