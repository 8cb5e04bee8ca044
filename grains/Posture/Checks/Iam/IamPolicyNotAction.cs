using Raposa.Incidents;
using Raposa.Posture.Iam;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamPolicyNotAction
{
    public static readonly Check Check = new()
    {
        Id = "iam.policy_not_action",
        Title = "No policy of the account allows all actions but some.",
        Severity = Severity.Medium,
        Risk = "What is left out of the list is allowed, also what AWS adds later: such a policy is an administrator with exceptions.",
        Remediation = "Turn it round: list what is allowed.",
        Owner = "Whoever looks after identities.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_policy",
        Reads = ["aws_iam_policy.Arn", "aws_iam_policy.PolicyVersionList", "aws_iam_policy.PolicyVersionList[].*"],
        Controls = [.. LeastPrivilege],
        Judge = look => look["Arn"].Matches(arn => !arn.Contains(":iam::aws:", StringComparison.Ordinal)).When(() => (!ManagedPolicy.Any(look, PolicyEffect.Allow, statement =>
                statement.NotActions is not null && statement.Resources?.Contains("*") == true))
            .Judge("It names the actions that it allows.", "It allows all actions but some.")),
    };
}
