using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamRolePrivilegeEscalation
{
    public static readonly Check Check = new()
    {
        Id = "iam.role_privilege_escalation",
        Title = "A role cannot make itself an administrator.",
        Severity = Severity.High,
        Risk = "Whoever gets at a workload that runs as the role has what the role can reach, and by one more step the account.",
        Remediation = "Take away one action of each path that is named, or bind it to resources that lead nowhere.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_role",
        Reads = ["aws_iam_user.*", "aws_iam_role.*", "aws_iam_group.*", "aws_iam_policy.*", "aws_lambda_function.*", "aws_ec2_instance.*"],
        Controls = [.. Workloads],
        Judge = look => Escalation.Judge(look),
    };
}
