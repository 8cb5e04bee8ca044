using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class RdsClusterEncrypted
{
    public static readonly Check Check = new()
    {
        Id = "rds.cluster_encrypted",
        Title = "A database cluster is encrypted at rest.",
        Severity = Severity.High,
        Risk = "Whoever gets at its volumes or snapshots has its data.",
        Remediation = "Restore a snapshot of it with a key of KMS, and move clients over.",
        Owner = "The owner of the database.",
        Kind = SubjectKind.Resource,
        Source = "aws_rds_cluster",
        Reads = ["aws_rds_cluster.StorageEncrypted"],
        Controls = [Cis("3.2.1"), .. EncryptionAtRest],
        Judge = look => look["StorageEncrypted"].IsTrue().Judge("Its storage is encrypted.", "Its storage is not encrypted."),
    };
}
