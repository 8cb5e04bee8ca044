using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class RdsInstanceBackup
{
    public static readonly Check Check = new()
    {
        Id = "rds.instance_backup",
        Title = "A database is backed up.",
        Severity = Severity.High,
        Risk = "After a deletion or a ransom there is nothing to go back to.",
        Remediation = "Set a retention of at least seven days.",
        Owner = "The owner of the database.",
        Kind = SubjectKind.Resource,
        Source = "aws_rds_instance",
        Reads = ["aws_rds_instance.BackupRetentionPeriod"],
        Controls = [.. Backup],
        Judge = look => look["BackupRetentionPeriod"].AtLeast(1).Judge("It is backed up every day.", "It is not backed up."),
    };
}
