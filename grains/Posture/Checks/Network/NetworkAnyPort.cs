using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class NetworkAnyPort
{
    public static readonly Check Check = new()
    {
        Id = "network.any_port",
        Title = "A security group does not open every port to the internet.",
        Severity = Severity.High,
        Risk = "Whatever listens on its members is on the internet, also what somebody starts tomorrow.",
        Remediation = "Put rules for the ports that are meant in place of it.",
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
        Judge = look => (!look["IpPermissions"].Any(rule => PortRules.CoversAll(rule) & PortRules.Anybody(look)(rule)))
            .Judge("No rule opens every port to the internet.", "A rule opens every port to the internet."),
    };
}
