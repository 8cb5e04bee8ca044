using Raposa.Incidents;
using static Raposa.Posture.Controls;

namespace Raposa.Posture.Checks;

internal static class RdsClusterSnapshotPublic
{
    public static readonly Check Check = new()
    {
        Id = "rds.cluster_snapshot_public",
        Title = "A snapshot of a cluster cannot be restored by everybody.",
        Severity = Severity.Critical,
        Risk = "Anybody with an AWS account can restore it and read every row, at leisure and unseen.",
        Remediation = "Take all out of who may restore it. Treat its data as disclosed.",
        Owner = "The owner of the database.",
        Kind = SubjectKind.Resource,
        Source = "aws_rds_cluster_snapshot",
        Reads =
        [
            "aws_rds_cluster_snapshot.SnapshotType",
            "aws_rds_cluster_snapshot.DescribeDBClusterSnapshotAttributes.DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes",
            "aws_rds_cluster_snapshot.DescribeDBClusterSnapshotAttributes.DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes[].*",
        ],
        Controls = [.. PublicAccess],
        Judge = look => look["SnapshotType"].Is("manual").When(() => (!look["DescribeDBClusterSnapshotAttributes.DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes"]
                .Any(attribute => attribute["AttributeName"].Is("restore") & attribute["AttributeValues"].Any(value => value.Is("all"))))
            .Judge("Not everybody may restore it.", "Everybody may restore it.")),
    };
}
