using Raposa.Incidents;
using Raposa.Posture.Iam;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamPolicyFullAdministrator
{
    public static readonly Check Check = new()
    {
        Id = "iam.policy_full_administrator",
        Title = "No policy that is attached allows everything on everything.",
        Severity = Severity.High,
        Risk = "Whoever has it, or takes it over, owns the account: no other control holds against them.",
        Remediation = "Find out from last access what is used, and attach policies of that. Keep one way in for emergencies, watched.",
        Owner = "Whoever looks after identities.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_policy",
        Reads = ["aws_iam_policy.AttachmentCount", "aws_iam_policy.PolicyVersionList", "aws_iam_policy.PolicyVersionList[].*"],
        Controls = [Cis("2.14"), .. LeastPrivilege],
        Judge = look => look["AttachmentCount"].AtLeast(1).When(() => (!ManagedPolicy.Any(look, PolicyEffect.Allow, statement =>
                statement.Actions?.Any(action => action is "*" or "*:*") == true && statement.Resources?.Contains("*") == true))
            .Judge("It does not allow everything on everything.", "It allows everything on everything, and is attached.")),
    };
}
