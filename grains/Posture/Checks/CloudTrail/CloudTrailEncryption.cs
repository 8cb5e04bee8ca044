using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class CloudTrailEncryption
{
    public static readonly Check Check = new()
    {
        Id = "cloudtrail.encryption",
        Title = "A trail encrypts its log files with a key of KMS.",
        Severity = Severity.Low,
        Risk = "Whoever may read the bucket may read what everybody did, secrets in parameters among it.",
        Remediation = "Give the trail a key of KMS, and decryption to those who read logs.",
        Owner = "Whoever looks after the logs.",
        Kind = SubjectKind.Resource,
        Source = "aws_cloudtrail_trail",
        Reads = ["aws_cloudtrail_trail.KmsKeyId"],
        Controls = [Cis("4.5"), .. LogProtection],
        Judge = look => look["KmsKeyId"].OrUnset().IsSet().Judge("Its files are encrypted with a key of KMS.", "Its files are not encrypted with a key of KMS."),
    };
}
