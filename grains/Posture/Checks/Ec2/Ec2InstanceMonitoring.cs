using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class Ec2InstanceMonitoring
{
    public static readonly Check Check = new()
    {
        Id = "ec2.instance_detailed_monitoring",
        Title = "An instance that runs is monitored in detail.",
        Severity = Severity.Informational,
        Risk = "What a machine does between two readings five minutes apart is not seen.",
        Remediation = "Switch detailed monitoring on where a minute matters.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_ec2_instance",
        Reads = ["aws_ec2_instance.State.Name", "aws_ec2_instance.Monitoring.State"],
        Controls = [.. Monitoring],
        Judge = look => look["State.Name"].Is("pending", "running")
            .When(() => look["Monitoring.State"].Is("enabled", "pending").Judge("It is monitored in detail.", "It is monitored every five minutes.")),
    };
}
