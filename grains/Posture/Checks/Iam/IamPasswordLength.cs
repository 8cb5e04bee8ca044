using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamPasswordLength
{
    public static readonly Check Check = new()
    {
        Id = "iam.password_length",
        Title = "Passwords have 14 characters or more.",
        Severity = Severity.Medium,
        Risk = "Short passwords are guessed, and found in lists of leaked ones.",
        Remediation = "Set the minimum length of the password policy to 14.",
        Owner = "Whoever looks after the account.",
        Kind = SubjectKind.Account,
        Source = "aws_iam_password_policy",
        Reads = ["aws_iam_password_policy.PasswordPolicy.MinimumPasswordLength"],
        Controls = [Cis("2.8"), .. Passwords],
        Judge = look => look.All("aws_iam_password_policy").Any(policy => policy["PasswordPolicy.MinimumPasswordLength"].AtLeast(14))
            .Judge("Passwords have 14 characters or more.", "Passwords may have less than 14 characters."),
    };
}
