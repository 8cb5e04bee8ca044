using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class NetworkSubnetPublicAddresses
{
    public static readonly Check Check = new()
    {
        Id = "network.subnet_public_addresses",
        Title = "A subnet gives no public addresses by itself.",
        Severity = Severity.Low,
        Risk = "Whatever is started in it stands on the internet without anybody having said so.",
        Remediation = "Switch it off, and give public addresses to what needs them.",
        Owner = "Whoever looks after the network.",
        Kind = SubjectKind.Resource,
        Source = "aws_ec2_subnet",
        Reads = ["aws_ec2_subnet.MapPublicIpOnLaunch"],
        Controls = [.. PublicAccess],
        Judge = look => look["MapPublicIpOnLaunch"].IsFalse().Judge("It gives no public addresses.", "It gives a public address to whatever is started in it."),
    };
}
