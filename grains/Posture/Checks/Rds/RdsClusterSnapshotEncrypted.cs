using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class RdsClusterSnapshotEncrypted
{
    public static readonly Check Check = new()
    {
        Id = "rds.cluster_snapshot_encrypted",
        Title = "A snapshot of a cluster is encrypted.",
        Severity = Severity.Medium,
        Risk = "Whoever is given it, or gets at where it lies, has its data without any key.",
        Remediation = "Copy it with a key of KMS and delete the original.",
        Owner = "The owner of the database.",
        Kind = SubjectKind.Resource,
        Source = "aws_rds_cluster_snapshot",
        Reads = ["aws_rds_cluster_snapshot.StorageEncrypted"],
        Controls = [.. EncryptionAtRest],
        Judge = look => look["StorageEncrypted"].IsTrue().Judge("It is encrypted.", "It is not encrypted."),
    };
}
