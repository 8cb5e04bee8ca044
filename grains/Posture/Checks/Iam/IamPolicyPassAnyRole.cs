using Raposa.Incidents;
using Raposa.Posture.Iam;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamPolicyPassAnyRole
{
    public static readonly Check Check = new()
    {
        Id = "iam.policy_pass_any_role",
        Title = "No policy of the account allows any role to be passed.",
        Severity = Severity.High,
        Risk = "Who may pass any role to a service has, by the service, the permissions of every role in the account.",
        Remediation = "Name the roles in the resource, and the service in a condition on iam:PassedToService.",
        Owner = "Whoever looks after identities.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_policy",
        Reads = ["aws_iam_policy.Arn", "aws_iam_policy.PolicyVersionList", "aws_iam_policy.PolicyVersionList[].*"],
        Controls = [.. LeastPrivilege],
        Judge = look => look["Arn"].Matches(arn => !arn.Contains(":iam::aws:", StringComparison.Ordinal)).When(() => (!ManagedPolicy.Any(look, PolicyEffect.Allow, statement =>
                statement.HasAction("iam:PassRole") && statement.Resources?.Contains("*") == true && statement.Conditions.IsEmpty))
            .Judge("It does not allow any role to be passed.", "It allows any role to be passed to any service.")),
    };
}
