using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class LambdaAdministratorRole
{
    public static readonly Check Check = new()
    {
        Id = "lambda.administrator_role",
        Title = "A function does not run with the role of an administrator.",
        Severity = Severity.High,
        Risk = "Whoever gets code into it, or a hole of it used, owns the account.",
        Remediation = "Find out from last access what the role is used for, and give the function a role of that.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_lambda_function",
        Reads = ["aws_lambda_function.Role", "aws_iam_role.*", "aws_iam_policy.*"],
        Controls = [.. Workloads],
        Judge = look => look["Role"].IsSet().When(() => InstanceRole.JudgeFunction(look)),
    };
}
