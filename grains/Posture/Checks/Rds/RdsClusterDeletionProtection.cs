using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class RdsClusterDeletionProtection
{
    public static readonly Check Check = new()
    {
        Id = "rds.cluster_deletion_protection",
        Title = "A database cluster is protected from deletion.",
        Severity = Severity.Low,
        Risk = "One call deletes it, by mistake or by stolen credentials.",
        Remediation = "Switch deletion protection on.",
        Owner = "The owner of the database.",
        Kind = SubjectKind.Resource,
        Source = "aws_rds_cluster",
        Reads = ["aws_rds_cluster.DeletionProtection"],
        Controls = [.. Availability],
        Judge = look => look["DeletionProtection"].IsTrue().Judge("It is protected from deletion.", "It can be deleted by one call."),
    };
}
