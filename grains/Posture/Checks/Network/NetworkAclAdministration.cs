using Raposa.Incidents;
using Raposa.Posture.Reading;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class NetworkAclAdministration
{
    public static readonly Check Check = new()
    {
        Id = "network.acl_administration",
        Title = "A network ACL lets nobody on the internet reach a shell or desktop.",
        Severity = Severity.Medium,
        Risk = "The ACL is the second wall around a subnet: with it open, a wrong security group is enough.",
        Remediation = "Put a rule before it that denies the ports, or name who may reach them.",
        Owner = "Whoever looks after the network.",
        Kind = SubjectKind.Resource,
        Source = "aws_ec2_network_acl",
        Reads = ["aws_ec2_network_acl.Entries", "aws_ec2_network_acl.Entries[].*"],
        Controls = [Cis("6.2"), .. NetworkIngress],
        Judge = look => (!Answer.Any(PortRules.Administration.Select(port => PortRules.AclLets(look, isEgress: false, port))))
            .Judge("Ports 22 and 3389 are closed to the internet.", "Port 22 or 3389 is open to the internet."),
    };
}
