using Raposa.Incidents;
using Raposa.Posture.Iam;
using Raposa.Posture.Reading;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class LambdaPublicPolicy
{
    public static readonly Check Check = new()
    {
        Id = "lambda.public_policy",
        Title = "A function cannot be called by everybody.",
        Severity = Severity.High,
        Risk = "Anybody can run it, with what its role may do and at your cost.",
        Remediation = "Name who may call it in its policy, or add a condition on the source.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_lambda_function",
        Reads = ["aws_lambda_function.GetPolicy.Policy"],
        Controls = [Cis("2.21"), .. PublicAccess],
        Judge = look => (!PolicyReader.Ask(look["GetPolicy.Policy"], policy => Answer.Any(new[] { "lambda:InvokeFunction", "lambda:InvokeFunctionUrl" }
                .Select(action => PublicPolicy.Lets(policy, action, look.Subject.Document!.Key, look.Subject.Document!.Key + ":any-of-it"))), whenUnset: Answer.No))
            .Judge("Its policy does not let everybody call it.", "Its policy lets everybody call it."),
    };
}
