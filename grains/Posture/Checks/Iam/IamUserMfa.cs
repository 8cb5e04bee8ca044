using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamUserMfa
{
    public static readonly Check Check = new()
    {
        Id = "iam.user_mfa",
        Title = "A user with a password has a second factor.",
        Severity = Severity.High,
        Risk = "One password, guessed or phished, is the way into the console.",
        Remediation = "Register a second factor for the user, or take the password away if nobody signs in with it.",
        Owner = "Whoever looks after identities.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_credential_report",
        Reads = ["aws_iam_credential_report.user", "aws_iam_credential_report.password_enabled", "aws_iam_credential_report.mfa_active"],
        Controls = [Cis("2.10"), .. SecondFactor],
        Judge = look => (!look["user"].Is("<root_account>") & look["password_enabled"].IsTrue())
            .When(() => look["mfa_active"].IsTrue().Judge("The user has a second factor.", "The user signs in with a password alone.")),
    };
}
