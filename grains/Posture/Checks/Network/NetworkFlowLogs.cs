using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class NetworkFlowLogs
{
    public static readonly Check Check = new()
    {
        Id = "network.flow_logs",
        Title = "A VPC has a flow log.",
        Severity = Severity.Medium,
        Risk = "After an intrusion nobody can say what was reached and what was carried out.",
        Remediation = "Make a flow log for the VPC, to S3 or CloudWatch Logs.",
        Owner = "Whoever looks after the network.",
        Kind = SubjectKind.Resource,
        Source = "aws_ec2_vpc",
        Reads = ["aws_ec2_flow_log.ResourceId", "aws_ec2_flow_log.FlowLogStatus"],
        Controls = [Cis("4.7"), .. Logging],
        Judge = look => look.Here("aws_ec2_flow_log").Any(log => log["ResourceId"].Is(look.Subject.Document!.Key) & log["FlowLogStatus"].Is("ACTIVE"))
            .Judge("A flow log of it is active.", "No flow log of it is active."),
    };
}
