using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class RdsInstanceBackupRetention
{
    public static readonly Check Check = new()
    {
        Id = "rds.instance_backup_retention",
        Title = "Backups of a database are kept for a week.",
        Severity = Severity.Low,
        Risk = "Damage that is noticed after the last backup has gone cannot be undone.",
        Remediation = "Set a retention of at least seven days.",
        Owner = "The owner of the database.",
        Kind = SubjectKind.Resource,
        Source = "aws_rds_instance",
        Reads = ["aws_rds_instance.BackupRetentionPeriod"],
        Controls = [.. Backup],
        Judge = look => look["BackupRetentionPeriod"].AtLeast(7).Judge("Backups are kept for a week or longer.", "Backups are kept for less than a week."),
    };
}
