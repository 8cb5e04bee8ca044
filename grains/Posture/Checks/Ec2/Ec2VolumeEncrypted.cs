using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class Ec2VolumeEncrypted
{
    public static readonly Check Check = new()
    {
        Id = "ec2.volume_encrypted",
        Title = "A volume is encrypted.",
        Severity = Severity.Medium,
        Risk = "Whoever gets at its snapshot or medium has what is on it.",
        Remediation = "Snapshot it, copy the snapshot with a key of KMS, and replace the volume.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_ec2_volume",
        Reads = ["aws_ec2_volume.Encrypted"],
        Controls = [.. EncryptionAtRest],
        Judge = look => look["Encrypted"].IsTrue().Judge("It is encrypted.", "It is not encrypted."),
    };
}
