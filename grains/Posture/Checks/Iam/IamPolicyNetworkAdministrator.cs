using Raposa.Incidents;
using Raposa.Posture.Iam;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamPolicyNetworkAdministrator
{
    public static readonly Check Check = new()
    {
        Id = "iam.policy_network_administrator",
        Title = "No policy of the account allows every change of the network.",
        Severity = Severity.Medium,
        Risk = "Whoever has it can open any database to the internet, and route traffic past every inspection.",
        Remediation = "List the network actions that are used, and put them in place of the wildcard.",
        Owner = "Whoever looks after identities.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_policy",
        Reads = ["aws_iam_policy.Arn", "aws_iam_policy.PolicyVersionList", "aws_iam_policy.PolicyVersionList[].*"],
        Controls = [.. LeastPrivilege],
        Judge = look => look["Arn"].Matches(arn => !arn.Contains(":iam::aws:", StringComparison.Ordinal)).When(() => (!ManagedPolicy.Any(look, PolicyEffect.Allow, statement =>
                statement.Resources?.Contains("*") == true && statement.Conditions.IsEmpty && ManagedPolicy.NetworkChanges.All(statement.HasAction)))
            .Judge("It does not allow every change of the network.", "It allows every change of the network.")),
    };
}
