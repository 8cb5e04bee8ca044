using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class KmsDeletion
{
    public static readonly Check Check = new()
    {
        Id = "kms.deletion",
        Title = "No key of the account waits for its deletion.",
        Severity = Severity.Medium,
        Risk = "When it is gone, all that is encrypted with it is gone too, for good.",
        Remediation = "Find out who scheduled it and what it encrypts. Cancel the deletion and disable the key instead.",
        Owner = "The owner of the key.",
        Kind = SubjectKind.Resource,
        Source = "aws_kms_key",
        Reads = ["aws_kms_key.DescribeKey.KeyMetadata.KeyManager", "aws_kms_key.DescribeKey.KeyMetadata.KeyState"],
        Controls = [.. KeyManagement],
        Judge = look => look["DescribeKey.KeyMetadata.KeyManager"].Is("CUSTOMER").When(() => (!look["DescribeKey.KeyMetadata.KeyState"].Is("PendingDeletion", "PendingReplicaDeletion")).Judge("It is not about to be deleted.", "It will be deleted.")),
    };
}
