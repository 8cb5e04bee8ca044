using Raposa.Incidents;
using Raposa.Posture.Iam;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamPolicyAssumeAnyRole
{
    public static readonly Check Check = new()
    {
        Id = "iam.policy_assume_any_role",
        Title = "No policy of the account allows any role to be assumed.",
        Severity = Severity.Medium,
        Risk = "It reaches every role, here and in other accounts, that trusts this account as a whole.",
        Remediation = "Name the roles in the resource.",
        Owner = "Whoever looks after identities.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_policy",
        Reads = ["aws_iam_policy.Arn", "aws_iam_policy.PolicyVersionList", "aws_iam_policy.PolicyVersionList[].*"],
        Controls = [.. LeastPrivilege],
        Judge = look => look["Arn"].Matches(arn => !arn.Contains(":iam::aws:", StringComparison.Ordinal)).When(() => (!ManagedPolicy.Any(look, PolicyEffect.Allow, statement =>
                statement.HasAction("sts:AssumeRole") && statement.Resources?.Contains("*") == true && statement.Conditions.IsEmpty))
            .Judge("It does not allow any role to be assumed.", "It allows any role to be assumed.")),
    };
}
