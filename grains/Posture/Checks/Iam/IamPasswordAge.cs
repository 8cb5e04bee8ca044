using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamPasswordAge
{
    public static readonly Check Check = new()
    {
        Id = "iam.password_age",
        Title = "Passwords change within 90 days.",
        Severity = Severity.Low,
        Risk = "A password that was stolen works for as long as its owner keeps it.",
        Remediation = "Let passwords expire after 90 days, or better, have people sign in by an identity provider.",
        Owner = "Whoever looks after the account.",
        Kind = SubjectKind.Account,
        Source = "aws_iam_password_policy",
        Reads = ["aws_iam_password_policy.PasswordPolicy.MaxPasswordAge"],
        Controls = [.. PasswordAge],
        Judge = look => look.All("aws_iam_password_policy").Any(policy => policy["PasswordPolicy"]["MaxPasswordAge"].OrUnset() is var age ? age.AtLeast(1) & age.AtMost(90) : default)
            .Judge("Passwords change within 90 days.", "Passwords may stay for longer than 90 days."),
    };
}
