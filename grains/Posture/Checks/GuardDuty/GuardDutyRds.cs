using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class GuardDutyRds
{
    public static readonly Check Check = new()
    {
        Id = "guardduty.rds",
        Title = "GuardDuty watches logins of databases.",
        Severity = Severity.Low,
        Risk = "Attacks that show in logins of databases alone are not found.",
        Remediation = "Switch RDS_LOGIN_EVENTS on for the detector.",
        Owner = "Whoever looks after the account.",
        Kind = SubjectKind.Resource,
        Source = "aws_guardduty_detector",
        Reads = ["aws_guardduty_detector.Status", "aws_guardduty_detector.Features", "aws_guardduty_detector.Features[].*"],
        Controls = [.. Monitoring],
        Judge = look => look["Status"].Is("ENABLED").When(() => look["Features"].Any(feature => feature["Name"].Is("RDS_LOGIN_EVENTS") & feature["Status"].Is("ENABLED"))
            .Judge("It does.", "It does not.")),
    };
}
