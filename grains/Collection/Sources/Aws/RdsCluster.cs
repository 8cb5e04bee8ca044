namespace Raposa.Collection.Sources.Aws;

internal static class RdsCluster
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_rds_cluster",
        Description = "A database cluster of Aurora, Multi-AZ RDS, Neptune or DocumentDB.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(10, 3, 60),
        Read = new AwsRead
        {
            List = new("rds:DescribeDBClusters", "DBClusters[]") { PageSize = 100, Absent = ["DBClusterNotFoundFault"] },
            Only = AwsOnly.One("DBClusterIdentifier"),
        },
        Columns =
        [
            new("cluster_id", "DBClusterIdentifier", "The name its maker gave it, unique in account and region.", IsKey: true),
            new("arn", "DBClusterArn", "Its ARN."),
            new("status", "Status", "Such as available or stopped."),
            new("engine", "Engine", "Such as aurora-postgresql."),
            new("engine_version", "EngineVersion", "The version of the engine."),
            new("endpoint", "Endpoint", "The host name of the writer."),
            new("reader_endpoint", "ReaderEndpoint", "The host name of the readers."),
            new("port", "Port", "The port clients call.", ColumnType.Integer),
            new("is_public", "PubliclyAccessible", "Of a Multi-AZ cluster: whether its name resolves to a public address.", ColumnType.Boolean),
            new("is_encrypted", "StorageEncrypted", "Whether its storage is encrypted.", ColumnType.Boolean),
            new("kms_key_id", "KmsKeyId", "The key it is encrypted with."),
            new("is_multi_az", "MultiAZ", "Whether it has instances in several zones.", ColumnType.Boolean),
            new("backup_retention_days", "BackupRetentionPeriod", "For how many days backups are kept.", ColumnType.Integer),
            new("is_deletion_protected", "DeletionProtection", "Whether it must be unlocked before it can be deleted.", ColumnType.Boolean),
            new("has_iam_authentication", "IAMDatabaseAuthenticationEnabled", "Whether IAM can let users in.", ColumnType.Boolean),
            new("member_ids", "DBClusterMembers[].DBInstanceIdentifier", "Its instances.", ColumnType.TextArray),
            new("security_group_ids", "VpcSecurityGroups[].VpcSecurityGroupId", "The security groups whose rules apply to it.", ColumnType.TextArray),
            new("created_at", "ClusterCreateTime", "When it was made.", ColumnType.Timestamp),
            new("tags", "TagList", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("MasterUsername", RedactionPolicies.MasterUsername), new("TagList", RedactionPolicies.Tags)],
        RefreshedBy = [new("aws.rds", "RDS DB Cluster Event", "detail.SourceIdentifier")],
    };
}
