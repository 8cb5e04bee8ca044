using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class RdsInstanceEncrypted
{
    public static readonly Check Check = new()
    {
        Id = "rds.instance_encrypted",
        Title = "A database is encrypted at rest.",
        Severity = Severity.High,
        Risk = "Whoever gets at its volumes or snapshots has its data.",
        Remediation = "Copy a snapshot of it with a key of KMS, restore from that copy, and move clients over.",
        Owner = "The owner of the database.",
        Kind = SubjectKind.Resource,
        Source = "aws_rds_instance",
        Reads = ["aws_rds_instance.StorageEncrypted"],
        Controls = [Cis("3.2.1"), .. EncryptionAtRest],
        Judge = look => look["StorageEncrypted"].IsTrue().Judge("Its storage is encrypted.", "Its storage is not encrypted."),
    };
}
