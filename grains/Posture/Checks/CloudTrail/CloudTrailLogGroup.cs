using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class CloudTrailLogGroup
{
    public static readonly Check Check = new()
    {
        Id = "cloudtrail.log_group",
        Title = "A trail also writes to a log group.",
        Severity = Severity.Low,
        Risk = "Alarms and searches of CloudWatch see nothing of what is done.",
        Remediation = "Give the trail a log group and a role that may write to it.",
        Owner = "Whoever looks after the logs.",
        Kind = SubjectKind.Resource,
        Source = "aws_cloudtrail_trail",
        Reads = ["aws_cloudtrail_trail.CloudWatchLogsLogGroupArn", "aws_cloudtrail_trail.GetTrailStatus.LatestCloudWatchLogsDeliveryTime"],
        Controls = [.. Monitoring],
        Judge = look => (look["CloudWatchLogsLogGroupArn"].OrUnset().IsSet() & look["GetTrailStatus"]["LatestCloudWatchLogsDeliveryTime"].OrUnset().IsSince(look.DaysAgo(1)))
            .Judge("It wrote to its log group in the last day.", "It has no log group, or wrote nothing there for a day."),
    };
}
