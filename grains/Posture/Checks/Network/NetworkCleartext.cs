using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class NetworkCleartext
{
    public static readonly Check Check = new()
    {
        Id = "network.cleartext",
        Title = "A security group lets nobody on the internet reach FTP or Telnet.",
        Severity = Severity.Medium,
        Risk = "Whoever listens on the way reads passwords and data.",
        Remediation = "Take the rule out, and use SFTP or SSH.",
        Owner = "Whoever looks after the network.",
        Kind = SubjectKind.Resource,
        Source = "aws_ec2_security_group",
        Reads =
        [
            "aws_ec2_security_group.IpPermissions",
            "aws_ec2_security_group.IpPermissions[].*",
            "aws_ec2_managed_prefix_list.GetManagedPrefixListEntries.Entries",
            "aws_ec2_managed_prefix_list.GetManagedPrefixListEntries.Entries[].Cidr",
        ],
        Controls = [.. NetworkIngress],
        Judge = look => (!PortRules.LetsIn(look, PortRules.Anybody(look), 20, 21, 23))
            .Judge("Ports 20, 21 and 23 are closed to the internet.", "Port 20, 21 or 23 is open to the internet."),
    };
}
