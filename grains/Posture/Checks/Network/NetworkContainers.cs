using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class NetworkContainers
{
    public static readonly Check Check = new()
    {
        Id = "network.container_control",
        Title = "A security group lets nobody on the internet reach the control of containers.",
        Severity = Severity.High,
        Risk = "The ports of Docker, etcd and the kubelet run commands for whoever reaches them.",
        Remediation = "Take the rule out. Nothing outside has business there.",
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
        Judge = look => (!PortRules.LetsIn(look, PortRules.Anybody(look), 2375, 2376, 2379, 2380, 10250))
            .Judge("The ports of Docker, etcd and the kubelet are closed to the internet.", "A port of Docker, etcd or the kubelet is open to the internet."),
    };
}
