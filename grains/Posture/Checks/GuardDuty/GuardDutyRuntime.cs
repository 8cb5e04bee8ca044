using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class GuardDutyRuntime
{
    public static readonly Check Check = new()
    {
        Id = "guardduty.runtime",
        Title = "GuardDuty watches what runs on machines.",
        Severity = Severity.Low,
        Risk = "Attacks that show in what runs on machines alone are not found.",
        Remediation = "Switch RUNTIME_MONITORING on for the detector.",
        Owner = "Whoever looks after the account.",
        Kind = SubjectKind.Resource,
        Source = "aws_guardduty_detector",
        Reads = ["aws_guardduty_detector.Status", "aws_guardduty_detector.Features", "aws_guardduty_detector.Features[].*"],
        Controls = [.. Monitoring, .. Malware],
        Judge = look => look["Status"].Is("ENABLED").When(() => look["Features"].Any(feature => feature["Name"].Is("RUNTIME_MONITORING") & feature["Status"].Is("ENABLED"))
            .Judge("It does.", "It does not.")),
    };
}
