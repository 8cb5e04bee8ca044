using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamCloudShellAccess
{
    public static readonly Check Check = new()
    {
        Id = "iam.cloudshell_full_access",
        Title = "Nobody has the policy for all of CloudShell.",
        Severity = Severity.Low,
        Risk = "A shell in the console moves files in and out of the account past every control of the network.",
        Remediation = "Detach AWSCloudShellFullAccess, and allow CloudShell without the transfer of files.",
        Owner = "Whoever looks after identities.",
        Kind = SubjectKind.Account,
        Source = "aws_iam_policy",
        Reads = ["aws_iam_policy.Arn", "aws_iam_policy.AttachmentCount"],
        Controls = [Cis("2.20"), .. LeastPrivilege],
        Judge = look => (!look.All("aws_iam_policy").Where(policy => policy.Key.EndsWith(":policy/AWSCloudShellFullAccess", StringComparison.Ordinal))
                .Any(policy => policy["AttachmentCount"].AtLeast(1)))
            .Judge("Nobody has it.", "AWSCloudShellFullAccess is attached."),
    };
}
