using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class NetworkDatabases
{
    public static readonly Check Check = new()
    {
        Id = "network.databases",
        Title = "A security group lets nobody on the internet reach a database.",
        Severity = Severity.High,
        Risk = "Logins are guessed and holes are used within hours of a database being found.",
        Remediation = "Take the rule out, and let in the security groups of the clients.",
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
        Judge = look => (!PortRules.LetsIn(look, PortRules.Anybody(look), PortRules.Databases))
            .Judge("The ports of databases are closed to the internet.", "A port of a database is open to the internet."),
    };
}
