using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class NetworkAclEgress
{
    public static readonly Check Check = new()
    {
        Id = "network.acl_egress_all_ports",
        Title = "A network ACL names the ports that it lets out.",
        Severity = Severity.Informational,
        Risk = "An ACL that lets everything through is no second wall.",
        Remediation = "Put numbered rules for what the subnets need in place of it, answers included.",
        Owner = "Whoever looks after the network.",
        Kind = SubjectKind.Resource,
        Source = "aws_ec2_network_acl",
        Reads = ["aws_ec2_network_acl.Entries", "aws_ec2_network_acl.Entries[].*"],
        Controls = [.. NetworkEgress],
        Judge = look => (!PortRules.AclLets(look, isEgress: true, port: null)).Judge("It does not let every port of TCP out.", "It lets every port of TCP out, from and to everywhere."),
    };
}
