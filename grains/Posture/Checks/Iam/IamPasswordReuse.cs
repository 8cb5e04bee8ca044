using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamPasswordReuse
{
    public static readonly Check Check = new()
    {
        Id = "iam.password_reuse",
        Title = "The last 24 passwords may not come again.",
        Severity = Severity.Low,
        Risk = "A password that was leaked once comes back.",
        Remediation = "Let the password policy remember 24 passwords.",
        Owner = "Whoever looks after the account.",
        Kind = SubjectKind.Account,
        Source = "aws_iam_password_policy",
        Reads = ["aws_iam_password_policy.PasswordPolicy.PasswordReusePrevention"],
        Controls = [Cis("2.9"), .. PasswordReuse],
        Judge = look => look.All("aws_iam_password_policy").Any(policy => policy["PasswordPolicy"]["PasswordReusePrevention"].OrUnset().AtLeast(24))
            .Judge("The last 24 passwords are remembered.", "Passwords may come again."),
    };
}
