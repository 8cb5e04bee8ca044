using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class NetworkAclIngress
{
    public static readonly Check Check = new()
    {
        Id = "network.acl_ingress_all_ports",
        Title = "A network ACL names the ports that it lets in.",
        Severity = Severity.Informational,
        Risk = "An ACL that lets everything through is no second wall.",
        Remediation = "Put numbered rules for what the subnets need in place of it, answers included.",
        Owner = "Whoever looks after the network.",
        Kind = SubjectKind.Resource,
        Source = "aws_ec2_network_acl",
        Reads = ["aws_ec2_network_acl.Entries", "aws_ec2_network_acl.Entries[].*"],
        Controls = [.. NetworkIngress],
        Judge = look => (!PortRules.AclLets(look, isEgress: false, port: null)).Judge("It does not let every port of TCP in.", "It lets every port of TCP in, from and to everywhere."),
    };
}
