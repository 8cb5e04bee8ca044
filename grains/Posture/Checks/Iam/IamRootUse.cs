using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamRootUse
{
    public static readonly Check Check = new()
    {
        Id = "iam.root_use",
        Title = "The root user is not used.",
        Severity = Severity.Medium,
        Risk = "What the root user does cannot be limited or told apart by person, and each use is a chance to lose its password.",
        Remediation = "Find out from CloudTrail what it was for, and give that to a role. Few tasks need the root user.",
        Owner = "Whoever looks after the account.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_credential_report",
        Reads =
        [
            "aws_iam_credential_report.user",
            "aws_iam_credential_report.password_last_used",
            "aws_iam_credential_report.access_key_1_last_used_date",
            "aws_iam_credential_report.access_key_2_last_used_date",
        ],
        Controls = [Cis("2.7"), .. LeastPrivilege],
        Judge = look => look["user"].Is("<root_account>").When(() => (!(CredentialReport.UsedSince(look, "password_last_used", look.DaysAgo(90))
                | CredentialReport.UsedSince(look, "access_key_1_last_used_date", look.DaysAgo(90))
                | CredentialReport.UsedSince(look, "access_key_2_last_used_date", look.DaysAgo(90))))
            .Judge("It was not used in the last 90 days.", "It was used in the last 90 days.")),
    };
}
