using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class LambdaRuntime
{
    public static readonly Check Check = new()
    {
        Id = "lambda.runtime",
        Title = "A function runs on a runtime that AWS still patches.",
        Severity = Severity.Medium,
        Risk = "Holes of the runtime stay open.",
        Remediation = "Move it to a current version of its language.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_lambda_function",
        Reads = ["aws_lambda_function.PackageType", "aws_lambda_function.Runtime"],
        Controls = [.. Patching],
        Judge = look => look["PackageType"].Is("Zip").When(() => (!look["Runtime"].Matches(LambdaRuntimes.IsOutOfDate)).Judge("AWS patches its runtime.", "AWS patches its runtime no more.")),
    };
}
