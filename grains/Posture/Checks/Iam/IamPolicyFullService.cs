using Raposa.Incidents;
using Raposa.Posture.Iam;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamPolicyFullService
{
    public static readonly Check Check = new()
    {
        Id = "iam.policy_full_service",
        Title = "No policy of the account allows all that a service can on everything.",
        Severity = Severity.Medium,
        Risk = "A wildcard takes in what the service learns next year, and its actions that give permissions.",
        Remediation = "List the actions and resources that are used, and put them in place of the wildcard.",
        Owner = "Whoever looks after identities.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_policy",
        Reads = ["aws_iam_policy.Arn", "aws_iam_policy.PolicyVersionList", "aws_iam_policy.PolicyVersionList[].*"],
        Controls = [.. LeastPrivilege],
        Judge = look => look["Arn"].Matches(arn => !arn.Contains(":iam::aws:", StringComparison.Ordinal)).When(() => (!ManagedPolicy.Any(look, PolicyEffect.Allow, statement =>
                statement.Actions?.Any(action => action.EndsWith(":*", StringComparison.Ordinal) || action == "*") == true && statement.Resources?.Contains("*") == true))
            .Judge("It allows no whole service on everything.", "It allows a whole service on everything.")),
    };
}
