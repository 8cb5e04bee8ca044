namespace Raposa.Collection.Sources.Aws;

internal static class RdsClusterSnapshot
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_rds_cluster_snapshot",
        Description = "A snapshot of a database cluster, with whom it may be restored by.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(30, 10, 240),
        Read = new AwsRead
        {
            List = new("rds:DescribeDBClusterSnapshots", "DBClusterSnapshots[]") { PageSize = 100, Absent = ["DBClusterSnapshotNotFoundFault"] },
            Details =
            [
                // Those that RDS takes by itself cannot be shared.
                new("rds:DescribeDBClusterSnapshotAttributes", new AwsArgument("DBClusterSnapshotIdentifier", "DBClusterSnapshotIdentifier"))
                {
                    When = snapshot => (string?)snapshot["SnapshotType"] == "manual",
                },
            ],
            Only = AwsOnly.One("DBClusterSnapshotIdentifier"),
            Gone = ["DBClusterSnapshotNotFoundFault"],
        },
        Columns =
        [
            new("snapshot_id", "DBClusterSnapshotIdentifier", "The name it was given, unique in account and region.", IsKey: true),
            new("arn", "DBClusterSnapshotArn", "Its ARN."),
            new("cluster_id", "DBClusterIdentifier", "What it was taken of."),
            new("status", "Status", "Such as available or creating."),
            new("snapshot_type", "SnapshotType", "manual, automated or awsbackup."),
            new("engine", "Engine", "Such as postgres."),
            new("is_encrypted", "StorageEncrypted", "Whether it is encrypted.", ColumnType.Boolean),
            new("kms_key_id", "KmsKeyId", "The key it is encrypted with."),
            new("attributes", "DescribeDBClusterSnapshotAttributes.DBClusterSnapshotAttributesResult.DBClusterSnapshotAttributes", "Who may restore it; all in the values of restore means everybody.", ColumnType.Json),
            new("created_at", "SnapshotCreateTime", "When it was taken.", ColumnType.Timestamp),
            new("tags", "TagList", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("MasterUsername", RedactionPolicies.MasterUsername), new("TagList", RedactionPolicies.Tags)],
    };
}
