namespace Raposa.Collection.Sources.Aws;

internal static class EfsFileSystem
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_efs_file_system",
        Description = "A file system of EFS.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(60, 30, 240),
        Read = new AwsRead { List = new("efs:DescribeFileSystems", "FileSystems[]") { PageSize = 100 } },
        Columns =
        [
            new("file_system_id", "FileSystemId", "The id AWS gave it.", IsKey: true),
            new("arn", "FileSystemArn", "Its ARN."),
            new("name", "Name", "Its tag Name."),
            new("state", "LifeCycleState", "Such as available, creating or deleting."),
            new("is_encrypted", "Encrypted", "Whether what it holds is encrypted.", ColumnType.Boolean),
            new("kms_key_id", "KmsKeyId", "The key that it is encrypted with."),
            new("size_bytes", "SizeInBytes.Value", "What it holds, in bytes, as EFS last measured it.", ColumnType.Integer),
            new("created_at", "CreationTime", "When it was made.", ColumnType.Timestamp),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags)],
        RefreshedBy = [new("aws.elasticfilesystem", "AWS API Call via CloudTrail", null)],
    };
}
