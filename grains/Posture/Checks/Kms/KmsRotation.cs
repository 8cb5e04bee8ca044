using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class KmsRotation
{
    public static readonly Check Check = new()
    {
        Id = "kms.rotation",
        Title = "A symmetric key of the account rotates.",
        Severity = Severity.Low,
        Risk = "All that was ever encrypted with one material is open to whoever gets it.",
        Remediation = "Switch automatic rotation on.",
        Owner = "The owner of the key.",
        Kind = SubjectKind.Resource,
        Source = "aws_kms_key",
        Reads =
        [
            "aws_kms_key.DescribeKey.KeyMetadata.KeyManager",
            "aws_kms_key.DescribeKey.KeyMetadata.KeyState",
            "aws_kms_key.DescribeKey.KeyMetadata.Origin",
            "aws_kms_key.DescribeKey.KeyMetadata.KeySpec",
            "aws_kms_key.GetKeyRotationStatus.KeyRotationEnabled",
        ],
        Controls = [Cis("4.6"), .. KeyManagement],
        Judge = look => (look["DescribeKey.KeyMetadata.KeyManager"].Is("CUSTOMER") & look["DescribeKey.KeyMetadata.KeyState"].Is("Enabled") & look["DescribeKey.KeyMetadata.Origin"].Is("AWS_KMS") & look["DescribeKey.KeyMetadata.KeySpec"].Is("SYMMETRIC_DEFAULT"))
            .When(() => look["GetKeyRotationStatus.KeyRotationEnabled"].IsTrue().Judge("It rotates.", "It does not rotate.")),
    };
}
