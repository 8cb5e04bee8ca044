using Raposa.Incidents;
using Raposa.Posture.Iam;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamInlineAdministrator
{
    public static readonly Check Check = new()
    {
        Id = "iam.role_inline_full_administrator",
        Title = "No policy that is written into a role allows everything on everything.",
        Severity = Severity.High,
        Risk = "It does the same as an administrator policy and is seen in no list of policies.",
        Remediation = "Find out from last access what is used, and attach a policy of that.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_role",
        Reads = ["aws_iam_role.RolePolicyList", "aws_iam_role.RolePolicyList[].PolicyDocument"],
        Controls = [.. Workloads],
        Judge = look => (!look["RolePolicyList"].Any(policy => PolicyReader.Any(policy["PolicyDocument"], PolicyEffect.Allow, statement =>
                statement.Actions?.Any(action => action is "*" or "*:*") == true && statement.Resources?.Contains("*") == true)))
            .Judge("No policy in it allows everything.", "A policy in it allows everything on everything."),
    };
}
