using Raposa.Incidents;
using Raposa.Posture.Iam;
using Raposa.Posture.Reading;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class IamRoleTrustAnyone
{
    public static readonly Check Check = new()
    {
        Id = "iam.role_trust_anyone",
        Title = "A role does not trust everybody.",
        Severity = Severity.Critical,
        Risk = "Anybody with an AWS account of their own can assume it.",
        Remediation = "Name who may assume it, and look in CloudTrail for who has.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_iam_role",
        Reads = ["aws_iam_role.AssumeRolePolicyDocument"],
        Controls = [Cis("2.21"), .. PublicAccess],
        Judge = look => PolicyReader.Ask(look["AssumeRolePolicyDocument"], policy => !Trusted.LetsEverybody(policy, look.Subject.Document!.Key), whenUnset: Answer.Unknown("It has no trust policy."))
            .Judge("It does not trust everybody.", "Anybody with an AWS account can assume it."),
    };
}
