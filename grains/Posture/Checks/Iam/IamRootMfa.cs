using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamRootMfa
{
    public static readonly Check Check = new()
    {
        Id = "iam.root_mfa",
        Title = "The root user has a second factor.",
        Severity = Severity.Critical,
        Risk = "Whoever gets the password, or the mailbox that resets it, owns the account and all that is in it.",
        Remediation = "Register a second factor for the root user, better two, and lock them away.",
        Owner = "Whoever looks after the account.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_account_summary",
        Reads = ["aws_iam_account_summary.SummaryMap.AccountMFAEnabled"],
        Controls = [Cis("2.5"), .. SecondFactor],
        Judge = look => look["SummaryMap.AccountMFAEnabled"].AtLeast(1).Judge("The root user has a second factor.", "The root user has no second factor."),
    };
}
