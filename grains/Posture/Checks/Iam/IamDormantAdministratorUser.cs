using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamDormantAdministratorUser
{
    public static readonly Check Check = new()
    {
        Id = "iam.dormant_administrator_user",
        Title = "A user who is an administrator was active in the last 90 days.",
        Severity = Severity.High,
        Risk = "Nobody misses an administrator who does nothing: whoever takes the credentials over has the account, unnoticed.",
        Remediation = "Ask the owner. Deactivate password and keys, and delete the user when nothing breaks.",
        Owner = "Whoever looks after identities.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_user",
        Reads =
        [
            "aws_iam_user.*",
            "aws_iam_role.*",
            "aws_iam_group.*",
            "aws_iam_policy.*",
            "aws_iam_credential_report.user_creation_time",
            "aws_iam_credential_report.password_enabled",
            "aws_iam_credential_report.password_last_used",
            "aws_iam_credential_report.access_key_1_active",
            "aws_iam_credential_report.access_key_1_last_used_date",
            "aws_iam_credential_report.access_key_2_active",
            "aws_iam_credential_report.access_key_2_last_used_date",
        ],
        Controls = [.. Disuse],
        Judge = look => Dormant.JudgeUser(look, 90),
    };
}
