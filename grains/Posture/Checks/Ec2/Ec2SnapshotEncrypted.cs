using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class Ec2SnapshotEncrypted
{
    public static readonly Check Check = new()
    {
        Id = "ec2.snapshot_encrypted",
        Title = "A snapshot of a volume is encrypted.",
        Severity = Severity.Medium,
        Risk = "Whoever is given it has what is on it without any key.",
        Remediation = "Copy it with a key of KMS and delete the original.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_ec2_snapshot",
        Reads = ["aws_ec2_snapshot.Encrypted"],
        Controls = [.. EncryptionAtRest],
        Judge = look => look["Encrypted"].IsTrue().Judge("It is encrypted.", "It is not encrypted."),
    };
}
