using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamUserDirectPolicies
{
    public static readonly Check Check = new()
    {
        Id = "iam.user_direct_policies",
        Title = "A user has permissions by groups alone.",
        Severity = Severity.Low,
        Risk = "Permissions that are given one by one are not taken away when a person moves on.",
        Remediation = "Put the policies on a group, put the user into it, and take them off the user.",
        Owner = "Whoever looks after identities.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_user",
        Reads = ["aws_iam_user.UserPolicyList", "aws_iam_user.AttachedManagedPolicies"],
        Controls = [Cis("2.13"), .. LeastPrivilege],
        Judge = look => (look["UserPolicyList"].OrUnset().IsEmpty() & look["AttachedManagedPolicies"].IsEmpty())
            .Judge("The user has no policies of its own.", "The user has policies of its own."),
    };
}
