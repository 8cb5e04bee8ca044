using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamUnusedCredentials
{
    public static readonly Check Check = new()
    {
        Id = "iam.unused_credentials",
        Title = "Credentials that nobody used for 45 days are off.",
        Severity = Severity.Medium,
        Risk = "Nobody misses credentials that are not used, so nobody notices when somebody else uses them.",
        Remediation = "Deactivate the password or key, and delete it when nothing breaks.",
        Owner = "Whoever looks after identities.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_credential_report",
        Reads =
        [
            "aws_iam_credential_report.user",
            "aws_iam_credential_report.user_creation_time",
            "aws_iam_credential_report.password_enabled",
            "aws_iam_credential_report.password_last_used",
            "aws_iam_credential_report.password_last_changed",
            "aws_iam_credential_report.access_key_1_active",
            "aws_iam_credential_report.access_key_1_last_used_date",
            "aws_iam_credential_report.access_key_1_last_rotated",
            "aws_iam_credential_report.access_key_2_active",
            "aws_iam_credential_report.access_key_2_last_used_date",
            "aws_iam_credential_report.access_key_2_last_rotated",
        ],
        Controls = [Cis("2.11"), .. Disuse],
        Judge = look => (!look["user"].Is("<root_account>")).When(() => (!(CredentialReport.PasswordIdle(look, 45)
                | CredentialReport.KeyIdle(look, 1, 45) | CredentialReport.KeyIdle(look, 2, 45)))
            .Judge("What is on was used in the last 45 days, or is new.", "A password or key that is on was not used for 45 days.")),
    };
}
