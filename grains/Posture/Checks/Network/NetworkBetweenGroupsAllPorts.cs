using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class NetworkBetweenGroupsAllPorts
{
    public static readonly Check Check = new()
    {
        Id = "network.between_groups_all_ports",
        Title = "A security group names the ports that other groups may reach.",
        Severity = Severity.Low,
        Risk = "Trust between groups on all ports turns one machine that was taken over into all of them.",
        Remediation = "Put rules for the ports that are used in place of it.",
        Owner = "Whoever looks after the network.",
        Kind = SubjectKind.Resource,
        Source = "aws_ec2_security_group",
        Reads = ["aws_ec2_security_group.IpPermissions", "aws_ec2_security_group.IpPermissions[].*"],
        Controls = [.. NetworkIngress],
        Judge = look => (!look["IpPermissions"].Any(rule => PortRules.CoversAll(rule) & !rule["UserIdGroupPairs"].IsEmpty()))
            .Judge("Other groups may reach the ports that are named.", "Another group may reach every port."),
    };
}
