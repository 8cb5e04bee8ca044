using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamPasswordComplexity
{
    public static readonly Check Check = new()
    {
        Id = "iam.password_complexity",
        Title = "Passwords mix four kinds of characters.",
        Severity = Severity.Low,
        Risk = "Words alone are guessed quickly.",
        Remediation = "Let the password policy ask for capital and small letters, digits and symbols.",
        Owner = "Whoever looks after the account.",
        Kind = SubjectKind.Account,
        Source = "aws_iam_password_policy",
        Reads =
        [
            "aws_iam_password_policy.PasswordPolicy.RequireSymbols",
            "aws_iam_password_policy.PasswordPolicy.RequireNumbers",
            "aws_iam_password_policy.PasswordPolicy.RequireUppercaseCharacters",
            "aws_iam_password_policy.PasswordPolicy.RequireLowercaseCharacters",
        ],
        Controls = [.. Passwords],
        Judge = look => look.All("aws_iam_password_policy").Any(policy => policy["PasswordPolicy.RequireSymbols"].IsTrue() & policy["PasswordPolicy.RequireNumbers"].IsTrue()
                & policy["PasswordPolicy.RequireUppercaseCharacters"].IsTrue() & policy["PasswordPolicy.RequireLowercaseCharacters"].IsTrue())
            .Judge("Passwords mix four kinds of characters.", "Passwords need not mix four kinds of characters."),
    };
}
