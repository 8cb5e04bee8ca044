using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class GuardDutyS3
{
    public static readonly Check Check = new()
    {
        Id = "guardduty.s3",
        Title = "GuardDuty watches reads and writes of buckets.",
        Severity = Severity.Low,
        Risk = "Attacks that show in reads and writes of buckets alone are not found.",
        Remediation = "Switch S3_DATA_EVENTS on for the detector.",
        Owner = "Whoever looks after the account.",
        Kind = SubjectKind.Resource,
        Source = "aws_guardduty_detector",
        Reads = ["aws_guardduty_detector.Status", "aws_guardduty_detector.Features", "aws_guardduty_detector.Features[].*"],
        Controls = [.. Monitoring],
        Judge = look => look["Status"].Is("ENABLED").When(() => look["Features"].Any(feature => feature["Name"].Is("S3_DATA_EVENTS") & feature["Status"].Is("ENABLED"))
            .Judge("It does.", "It does not.")),
    };
}
