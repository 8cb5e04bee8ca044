using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamUserPrivilegeEscalation
{
    public static readonly Check Check = new()
    {
        Id = "iam.user_privilege_escalation",
        Title = "A user cannot make itself an administrator.",
        Severity = Severity.High,
        Risk =
            "Permissions that look harmless each lead together to all of them: by a policy it may change, a role it may "
            + "pass, a machine it may bend.",
        Remediation = "Take away one action of each path that is named, or bind it to resources that lead nowhere.",
        Owner = "Whoever looks after identities.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_user",
        Reads = ["aws_iam_user.*", "aws_iam_role.*", "aws_iam_group.*", "aws_iam_policy.*", "aws_lambda_function.*", "aws_ec2_instance.*"],
        Controls = [.. LeastPrivilege],
        Judge = look => Escalation.Judge(look),
    };
}
