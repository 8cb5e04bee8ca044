using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamRootAccessKey
{
    public static readonly Check Check = new()
    {
        Id = "iam.root_access_key",
        Title = "The root user has no access key.",
        Severity = Severity.Critical,
        Risk = "A key of the root user can do everything in the account, cannot be limited by any policy, and works until it is deleted.",
        Remediation = "Find what uses it in CloudTrail, give that a role, and delete the key.",
        Owner = "Whoever looks after the account.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_account_summary",
        Reads = ["aws_iam_account_summary.SummaryMap.AccountAccessKeysPresent"],
        Controls = [Cis("2.4"), .. Secrets],
        Judge = look => look["SummaryMap.AccountAccessKeysPresent"].AtMost(0).Judge("The root user has no access key.", "The root user has an access key."),
    };
}
