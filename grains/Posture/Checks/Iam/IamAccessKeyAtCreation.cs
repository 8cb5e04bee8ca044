using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamAccessKeyAtCreation
{
    public static readonly Check Check = new()
    {
        Id = "iam.access_key_at_creation",
        Title = "A user with a password was not given an access key with it.",
        Severity = Severity.Low,
        Risk = "Keys that are made with a user are made in case they are needed. Nobody needs them, and nobody looks after them.",
        Remediation = "Delete the key if it was never used.",
        Owner = "Whoever looks after identities.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_credential_report",
        Reads = ["aws_iam_credential_report.user_creation_time", "aws_iam_credential_report.access_key_1_last_rotated"],
        Controls = [.. Secrets],
        Judge = look => (!CredentialReport.MadeWithUser(look)).Judge("No access key is as old as the user.", "The first access key was made together with the user."),
    };
}
