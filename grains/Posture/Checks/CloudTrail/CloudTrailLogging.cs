using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class CloudTrailLogging
{
    public static readonly Check Check = new()
    {
        Id = "cloudtrail.logging",
        Title = "A trail is on.",
        Severity = Severity.High,
        Risk = "A trail that was stopped records nothing, and stopping it is the first thing an intruder does.",
        Remediation = "Start it, and find out from CloudTrail who stopped it.",
        Owner = "Whoever looks after the logs.",
        Kind = SubjectKind.Resource,
        Source = "aws_cloudtrail_trail",
        Reads = ["aws_cloudtrail_trail.GetTrailStatus.IsLogging"],
        Controls = [.. Logging],
        Judge = look => look["GetTrailStatus.IsLogging"].IsTrue().Judge("It is on.", "It is off."),
    };
}
