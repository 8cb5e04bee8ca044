using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamAccessKeyAge
{
    public static readonly Check Check = new()
    {
        Id = "iam.access_key_age",
        Title = "Access keys are changed within 90 days.",
        Severity = Severity.Medium,
        Risk = "A key leaks into a repository, a log or a laptop sooner or later, and works until it is changed.",
        Remediation = "Make a second key, move what uses the first, deactivate that and delete it. Better, use a role.",
        Owner = "Whoever looks after identities.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_credential_report",
        Reads =
        [
            "aws_iam_credential_report.access_key_1_active",
            "aws_iam_credential_report.access_key_1_last_rotated",
            "aws_iam_credential_report.access_key_2_active",
            "aws_iam_credential_report.access_key_2_last_rotated",
        ],
        Controls = [Cis("2.12"), .. Secrets],
        Judge = look => (!(CredentialReport.KeyOlder(look, 1, 90) | CredentialReport.KeyOlder(look, 2, 90)))
            .Judge("No key that is on is older than 90 days.", "A key that is on is older than 90 days."),
    };
}
