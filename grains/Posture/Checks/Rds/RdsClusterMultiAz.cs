using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class RdsClusterMultiAz
{
    public static readonly Check Check = new()
    {
        Id = "rds.cluster_multi_az",
        Title = "A database cluster has instances in several zones.",
        Severity = Severity.Low,
        Risk = "When the zone of its one instance fails it is gone until another has started.",
        Remediation = "Add a reader in another zone.",
        Owner = "The owner of the database.",
        Kind = SubjectKind.Resource,
        Source = "aws_rds_cluster",
        Reads = ["aws_rds_cluster.MultiAZ"],
        Controls = [Cis("3.2.4"), .. Availability],
        Judge = look => look["MultiAZ"].IsTrue().Judge("It has instances in several zones.", "Its instances are in one zone."),
    };
}
