using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class RdsInstanceDeletionProtection
{
    public static readonly Check Check = new()
    {
        Id = "rds.instance_deletion_protection",
        Title = "A database is protected from deletion.",
        Severity = Severity.Low,
        Risk = "One call deletes it, by mistake or by stolen credentials.",
        Remediation = "Switch deletion protection on.",
        Owner = "The owner of the database.",
        Kind = SubjectKind.Resource,
        Source = "aws_rds_instance",
        Reads = ["aws_rds_instance.DeletionProtection"],
        Controls = [.. Availability],
        Judge = look => look["DeletionProtection"].IsTrue().Judge("It is protected from deletion.", "It can be deleted by one call."),
    };
}
