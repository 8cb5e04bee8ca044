using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class NetworkFileShares
{
    public static readonly Check Check = new()
    {
        Id = "network.file_shares",
        Title = "A security group lets nobody on the internet reach file shares.",
        Severity = Severity.High,
        Risk = "Worms look for port 445, and shares without passwords are read by whoever finds them.",
        Remediation = "Take the rule out, and reach shares inside the network.",
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
        Controls = [Cis("6.1.2"), .. NetworkIngress],
        Judge = look => (!PortRules.LetsIn(look, PortRules.Anybody(look), 445, 139))
            .Judge("Ports 139 and 445 are closed to the internet.", "Port 139 or 445 is open to the internet."),
    };
}
