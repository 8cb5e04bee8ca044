using Raposa.Incidents;
using Raposa.Posture.Iam;
using Raposa.Posture.Reading;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class EcrPublicPolicy
{
    public static readonly Check Check = new()
    {
        Id = "ecr.public_policy",
        Title = "A repository of images cannot be used by everybody.",
        Severity = Severity.High,
        Risk = "Anybody can pull images, with code and secrets in them, or push their own.",
        Remediation = "Name who may pull and push in its policy.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_ecr_repository",
        Reads = ["aws_ecr_repository.GetRepositoryPolicy.policyText"],
        Controls = [Cis("2.21"), .. PublicAccess],
        Judge = look => (!PolicyReader.Ask(look["GetRepositoryPolicy.policyText"], policy => Answer.Any(new[] { "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:PutImage", "ecr:SetRepositoryPolicy" }
                .Select(action => PublicPolicy.Lets(policy, action, look.Subject.Document!.Key))), whenUnset: Answer.No))
            .Judge("Its policy does not let everybody in.", "Its policy lets everybody in."),
    };
}
