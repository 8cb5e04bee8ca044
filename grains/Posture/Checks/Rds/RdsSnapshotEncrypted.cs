using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class RdsSnapshotEncrypted
{
    public static readonly Check Check = new()
    {
        Id = "rds.snapshot_encrypted",
        Title = "A snapshot of a database is encrypted.",
        Severity = Severity.Medium,
        Risk = "Whoever is given it, or gets at where it lies, has its data without any key.",
        Remediation = "Copy it with a key of KMS and delete the original.",
        Owner = "The owner of the database.",
        Kind = SubjectKind.Resource,
        Source = "aws_rds_snapshot",
        Reads = ["aws_rds_snapshot.Encrypted"],
        Controls = [.. EncryptionAtRest],
        Judge = look => look["Encrypted"].IsTrue().Judge("It is encrypted.", "It is not encrypted."),
    };
}
