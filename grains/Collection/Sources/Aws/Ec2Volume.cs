namespace Raposa.Collection.Sources.Aws;

internal static class Ec2Volume
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_volume",
        Description = "A block device of EBS.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(5, 2, 30),
        Read = new AwsRead
        {
            List = new("ec2:DescribeVolumes", "Volumes[]") { PageSize = 500 },
            Only = AwsOnly.Filter("volume-id"),
        },
        Columns =
        [
            new("volume_id", "VolumeId", "The id AWS gave it, such as vol-0a1b2c.", IsKey: true),
            new("state", "State", "creating, available, in-use, deleting, deleted or error."),
            new("size_gib", "Size", "Its size in GiB.", ColumnType.Integer),
            new("volume_type", "VolumeType", "Such as gp3 or io2."),
            new("is_encrypted", "Encrypted", "Whether what is written to it is encrypted.", ColumnType.Boolean),
            new("kms_key_id", "KmsKeyId", "The key it is encrypted with."),
            new("availability_zone", "AvailabilityZone", "The zone it is in."),
            new("instance_ids", "Attachments[].InstanceId", "The instances it is attached to.", ColumnType.TextArray),
            new("snapshot_id", "SnapshotId", "The snapshot it was made from."),
            new("created_at", "CreateTime", "When it was made.", ColumnType.Timestamp),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags)],
    };
}
