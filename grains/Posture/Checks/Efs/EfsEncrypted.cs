using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class EfsEncrypted
{
    public static readonly Check Check = new()
    {
        Id = "efs.encrypted",
        Title = "A file system is encrypted.",
        Severity = Severity.Medium,
        Risk = "Whoever gets at its medium or a backup of it has what is on it, and it cannot be encrypted later.",
        Remediation = "Make an encrypted file system, copy the files to it with DataSync, mount it in place of the old one and delete that.",
        Owner = "The owner of the workload.",
        Kind = SubjectKind.Resource,
        Source = "aws_efs_file_system",
        Reads = ["aws_efs_file_system.Encrypted"],
        Controls = [Cis("3.3.1"), .. EncryptionAtRest],
        Judge = look => look["Encrypted"].IsTrue().Judge("It is encrypted.", "It is not encrypted."),
    };
}
