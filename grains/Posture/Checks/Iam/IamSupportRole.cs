using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamSupportRole
{
    public static readonly Check Check = new()
    {
        Id = "iam.support_role",
        Title = "A role can open cases with AWS Support.",
        Severity = Severity.Low,
        Risk = "In an incident nobody but the root user or an administrator can ask AWS for help.",
        Remediation = "Make a role for incidents and attach AWSSupportAccess to it.",
        Owner = "Whoever looks after the account.",
        Kind = SubjectKind.Account,
        Source = "aws_iam_role",
        Reads = ["aws_iam_role.AttachedManagedPolicies", "aws_iam_role.AttachedManagedPolicies[].PolicyArn"],
        Controls = [Cis("2.15"), .. LeastPrivilege],
        Judge = look => look.All("aws_iam_role").Any(role => role["AttachedManagedPolicies"]
                .Any(policy => policy["PolicyArn"].Matches(arn => arn.EndsWith(":policy/AWSSupportAccess", StringComparison.Ordinal))))
            .Judge("A role has AWSSupportAccess.", "No role has AWSSupportAccess."),
    };
}
