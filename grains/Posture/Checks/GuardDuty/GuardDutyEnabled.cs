using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class GuardDutyEnabled
{
    public static readonly Check Check = new()
    {
        Id = "guardduty.enabled",
        Title = "GuardDuty watches each region.",
        Severity = Severity.High,
        Risk = "An intruder works where nobody looks.",
        Remediation = "Switch GuardDuty on in each region, best for the whole organization by its administrator.",
        Owner = "Whoever looks after the account.",
        Kind = SubjectKind.Region,
        Source = "aws_guardduty_detector",
        Reads = ["aws_guardduty_detector.Status"],
        Controls = [.. Monitoring],
        Judge = look => look.Here("aws_guardduty_detector").Any(detector => detector["Status"].Is("ENABLED")).Judge("GuardDuty is on.", "GuardDuty is off."),
    };
}
