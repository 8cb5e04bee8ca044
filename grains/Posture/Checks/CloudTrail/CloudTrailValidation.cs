using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class CloudTrailValidation
{
    public static readonly Check Check = new()
    {
        Id = "cloudtrail.log_validation",
        Title = "A trail vouches for its log files.",
        Severity = Severity.Medium,
        Risk = "Log files can be changed or deleted after the fact, and nobody can tell.",
        Remediation = "Switch log file validation on.",
        Owner = "Whoever looks after the logs.",
        Kind = SubjectKind.Resource,
        Source = "aws_cloudtrail_trail",
        Reads = ["aws_cloudtrail_trail.LogFileValidationEnabled"],
        Controls = [Cis("4.2"), .. LogProtection],
        Judge = look => look["LogFileValidationEnabled"].IsTrue().Judge("Signed digests vouch for its files.", "Nothing vouches for its files."),
    };
}
