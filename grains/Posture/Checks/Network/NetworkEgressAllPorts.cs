using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class NetworkEgressAllPorts
{
    public static readonly Check Check = new()
    {
        Id = "network.egress_all_ports",
        Title = "A security group limits what its members may call.",
        Severity = Severity.Low,
        Risk = "Whatever was taken over calls home, fetches tools and carries data out.",
        Remediation = "Put rules for the ports and places that are needed in place of it.",
        Owner = "Whoever looks after the network.",
        Kind = SubjectKind.Resource,
        Source = "aws_ec2_security_group",
        Reads = ["aws_ec2_security_group.IpPermissionsEgress", "aws_ec2_security_group.IpPermissionsEgress[].*"],
        Controls = [.. NetworkEgress],
        Judge = look => (!look["IpPermissionsEgress"].Any(PortRules.CoversAll)).Judge("Every rule for what goes out names ports.", "A rule lets every port out."),
    };
}
