using Raposa.Incidents;
using Raposa.Posture.Reading;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class NetworkAclInsecure
{
    public static readonly Check Check = new()
    {
        Id = "network.acl_cleartext",
        Title = "A network ACL lets nobody on the internet reach FTP or Telnet.",
        Severity = Severity.Low,
        Risk = "The ACL is the second wall around a subnet, and these protocols need both walls.",
        Remediation = "Put a rule before it that denies the ports.",
        Owner = "Whoever looks after the network.",
        Kind = SubjectKind.Resource,
        Source = "aws_ec2_network_acl",
        Reads = ["aws_ec2_network_acl.Entries", "aws_ec2_network_acl.Entries[].*"],
        Controls = [.. NetworkIngress],
        Judge = look => (!Answer.Any(new[] { 20, 21, 23 }.Select(port => PortRules.AclLets(look, isEgress: false, port))))
            .Judge("Ports 20, 21 and 23 are closed to the internet.", "Port 20, 21 or 23 is open to the internet."),
    };
}
