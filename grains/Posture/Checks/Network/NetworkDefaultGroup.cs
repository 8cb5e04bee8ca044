using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class NetworkDefaultGroup
{
    public static readonly Check Check = new()
    {
        Id = "network.default_group",
        Title = "The default security group of a VPC lets nothing through.",
        Severity = Severity.Medium,
        Risk = "What is started without naming a group gets this one, and with it whatever it lets through.",
        Remediation = "Give what uses it a group of its own, then take all its rules out.",
        Owner = "Whoever looks after the network.",
        Kind = SubjectKind.Resource,
        Source = "aws_ec2_security_group",
        Reads = ["aws_ec2_security_group.GroupName", "aws_ec2_security_group.IpPermissions", "aws_ec2_security_group.IpPermissionsEgress"],
        Controls = [Cis("6.5"), .. NetworkIngress],
        Judge = look => look["GroupName"].Is("default").When(() => (look["IpPermissions"].IsEmpty() & look["IpPermissionsEgress"].IsEmpty())
            .Judge("It has no rules.", "It has rules.")),
    };
}
