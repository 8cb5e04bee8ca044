using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamAccessAnalyzer
{
    public static readonly Check Check = new()
    {
        Id = "iam.access_analyzer",
        Title = "Access Analyzer watches each region for access from outside.",
        Severity = Severity.Medium,
        Risk = "A policy that lets somebody outside in is not noticed until somebody uses it.",
        Remediation = "Make an analyzer for external access in each region, best for the whole organization.",
        Owner = "Whoever looks after the account.",
        Kind = SubjectKind.Region,
        Source = "aws_accessanalyzer_analyzer",
        Reads = ["aws_accessanalyzer_analyzer.type", "aws_accessanalyzer_analyzer.status"],
        Controls = [Cis("2.18"), .. Monitoring],
        Judge = look => look.Here("aws_accessanalyzer_analyzer").Any(analyzer => analyzer["type"].Is("ACCOUNT", "ORGANIZATION") & analyzer["status"].Is("ACTIVE"))
            .Judge("An analyzer watches it.", "No analyzer watches it."),
    };
}
