using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class LambdaUrlAuthentication
{
    public static readonly Check Check = new()
    {
        Id = "lambda.url_authentication",
        Title = "The URL of a function asks who calls.",
        Severity = Severity.Medium,
        Risk = "It answers whoever finds the address.",
        Remediation = "Set its authentication to AWS_IAM, or put a gateway before it.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_lambda_function",
        Reads = ["aws_lambda_function.GetFunctionUrlConfig.AuthType"],
        Controls = [.. PublicAccess],
        Judge = look => look["GetFunctionUrlConfig"].IsSet().When(() => look["GetFunctionUrlConfig.AuthType"].Is("AWS_IAM").Judge("It asks who calls.", "It answers everybody.")),
    };
}
