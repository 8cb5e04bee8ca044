using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class NetworkAdministrationIpv6
{
    public static readonly Check Check = new()
    {
        Id = "network.administration_ipv6",
        Title = "A security group lets nobody on the IPv6 internet reach a shell or desktop.",
        Severity = Severity.High,
        Risk = "Passwords and holes of SSH and RDP are tried from everywhere, and a rule for IPv6 is easily forgotten.",
        Remediation = "Take the rule out, and reach the machines by Session Manager, a VPN, or from the addresses that need it.",
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
        Controls = [Cis("6.4"), .. NetworkIngress],
        Judge = look => (!PortRules.LetsIn(look, PortRules.AnyIpv6(look), PortRules.Administration))
            .Judge("Ports 22 and 3389 are closed to the IPv6 internet.", "Port 22 or 3389 is open to the IPv6 internet."),
    };
}
