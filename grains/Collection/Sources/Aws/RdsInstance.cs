namespace Raposa.Collection.Sources.Aws;

internal static class RdsInstance
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_rds_instance",
        Description = "A database instance of RDS, Aurora, Neptune or DocumentDB.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(10, 3, 60),
        Read = new AwsRead
        {
            List = new("rds:DescribeDBInstances", "DBInstances[]") { PageSize = 100, Absent = ["DBInstanceNotFound"] },
            Only = AwsOnly.One("DBInstanceIdentifier"),
        },
        Columns =
        [
            new("instance_id", "DBInstanceIdentifier", "The name its maker gave it, unique in account and region.", IsKey: true),
            new("arn", "DBInstanceArn", "Its ARN."),
            new("status", "DBInstanceStatus", "Such as available or stopped."),
            new("engine", "Engine", "Such as postgres or aurora-mysql."),
            new("engine_version", "EngineVersion", "The version of the engine."),
            new("instance_class", "DBInstanceClass", "Its size, such as db.r6g.large."),
            new("cluster_id", "DBClusterIdentifier", "The cluster it is a member of."),
            new("endpoint", "Endpoint.Address", "The host name clients call."),
            new("port", "Endpoint.Port", "The port clients call.", ColumnType.Integer),
            new("is_public", "PubliclyAccessible", "Whether its name resolves to a public address outside the VPC.", ColumnType.Boolean),
            new("is_encrypted", "StorageEncrypted", "Whether its storage is encrypted.", ColumnType.Boolean),
            new("kms_key_id", "KmsKeyId", "The key it is encrypted with."),
            new("is_multi_az", "MultiAZ", "Whether a standby in another zone takes over.", ColumnType.Boolean),
            new("backup_retention_days", "BackupRetentionPeriod", "For how many days backups are kept; 0 for none.", ColumnType.Integer),
            new("is_deletion_protected", "DeletionProtection", "Whether it must be unlocked before it can be deleted.", ColumnType.Boolean),
            new("upgrades_minor_versions", "AutoMinorVersionUpgrade", "Whether it is patched in its maintenance window.", ColumnType.Boolean),
            new("has_iam_authentication", "IAMDatabaseAuthenticationEnabled", "Whether IAM can let users in.", ColumnType.Boolean),
            new("vpc_id", "DBSubnetGroup.VpcId", "The VPC it is in."),
            new("subnet_ids", "DBSubnetGroup.Subnets[].SubnetIdentifier", "The subnets it may be in.", ColumnType.TextArray),
            new("security_group_ids", "VpcSecurityGroups[].VpcSecurityGroupId", "The security groups whose rules apply to it.", ColumnType.TextArray),
            new("ca_certificate", "CACertificateIdentifier", "The authority that signed its certificate."),
            new("created_at", "InstanceCreateTime", "When it was made.", ColumnType.Timestamp),
            new("tags", "TagList", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("MasterUsername", RedactionPolicies.MasterUsername), new("TagList", RedactionPolicies.Tags)],
        RefreshedBy = [new("aws.rds", "RDS DB Instance Event", "detail.SourceIdentifier")],
    };
}
