using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class GuardDutyLambda
{
    public static readonly Check Check = new()
    {
        Id = "guardduty.lambda",
        Title = "GuardDuty watches the traffic of functions.",
        Severity = Severity.Low,
        Risk = "Attacks that show in the traffic of functions alone are not found.",
        Remediation = "Switch LAMBDA_NETWORK_LOGS on for the detector.",
        Owner = "Whoever looks after the account.",
        Kind = SubjectKind.Resource,
        Source = "aws_guardduty_detector",
        Reads = ["aws_guardduty_detector.Status", "aws_guardduty_detector.Features", "aws_guardduty_detector.Features[].*"],
        Controls = [.. Monitoring],
        Judge = look => look["Status"].Is("ENABLED").When(() => look["Features"].Any(feature => feature["Name"].Is("LAMBDA_NETWORK_LOGS") & feature["Status"].Is("ENABLED"))
            .Judge("It does.", "It does not.")),
    };
}
