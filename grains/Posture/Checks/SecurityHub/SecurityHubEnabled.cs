using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class SecurityHubEnabled
{
    public static readonly Check Check = new()
    {
        Id = "securityhub.enabled",
        Title = "Security Hub is on in each region.",
        Severity = Severity.Low,
        Risk = "Findings of the services lie in as many consoles, and nobody sees them together.",
        Remediation = "Switch Security Hub on in each region, best for the whole organization by its administrator.",
        Owner = "Whoever looks after the account.",
        Kind = SubjectKind.Region,
        Source = "aws_securityhub_finding",
        Reads = ["aws_securityhub_finding.Id"],
        Controls = [Cis("5.16"), .. Monitoring],
        Judge = look => look.Estate.IsOn("aws_securityhub_finding", look.Account, look.Region!).Judge("Security Hub answers.", "Security Hub is off."),
    };
}
