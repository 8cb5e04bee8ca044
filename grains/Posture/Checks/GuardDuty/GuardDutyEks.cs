using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class GuardDutyEks
{
    public static readonly Check Check = new()
    {
        Id = "guardduty.eks",
        Title = "GuardDuty watches the audit logs of clusters.",
        Severity = Severity.Low,
        Risk = "Attacks that show in the audit logs of clusters alone are not found.",
        Remediation = "Switch EKS_AUDIT_LOGS on for the detector.",
        Owner = "Whoever looks after the account.",
        Kind = SubjectKind.Resource,
        Source = "aws_guardduty_detector",
        Reads = ["aws_guardduty_detector.Status", "aws_guardduty_detector.Features", "aws_guardduty_detector.Features[].*"],
        Controls = [.. Monitoring],
        Judge = look => look["Status"].Is("ENABLED").When(() => look["Features"].Any(feature => feature["Name"].Is("EKS_AUDIT_LOGS") & feature["Status"].Is("ENABLED"))
            .Judge("It does.", "It does not.")),
    };
}
