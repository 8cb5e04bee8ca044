using Raposa.Incidents;
using Raposa.Posture.Iam;
using Raposa.Posture.Reading;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class KmsPublicPolicy
{
    public static readonly Check Check = new()
    {
        Id = "kms.public_policy",
        Title = "A key of the account cannot be used by everybody.",
        Severity = Severity.Critical,
        Risk = "Anybody with an AWS account can decrypt with it, or lock its owner out.",
        Remediation = "Name who may use it in its policy.",
        Owner = "The owner of the key.",
        Kind = SubjectKind.Resource,
        Source = "aws_kms_key",
        Reads = ["aws_kms_key.DescribeKey.KeyMetadata.KeyManager", "aws_kms_key.GetKeyPolicy.Policy"],
        Controls = [Cis("2.21"), .. PublicAccess],
        Judge = look => look["DescribeKey.KeyMetadata.KeyManager"].Is("CUSTOMER").When(() => (!PolicyReader.Ask(look["GetKeyPolicy.Policy"], policy => Answer.Any(
                new[] { "kms:Decrypt", "kms:Encrypt", "kms:PutKeyPolicy", "kms:CreateGrant" }.Select(action => PublicPolicy.Lets(policy, action, look.Subject.Document!.Key))), whenUnset: Answer.No))
            .Judge("Its policy does not let everybody in.", "Its policy lets everybody in.")),
    };
}
