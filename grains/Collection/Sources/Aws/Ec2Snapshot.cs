namespace Raposa.Collection.Sources.Aws;

internal static class Ec2Snapshot
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_snapshot",
        Description = "A snapshot of a volume that the account owns.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(30, 10, 240),
        Read = new AwsRead
        {
            List = new("ec2:DescribeSnapshots", "Snapshots[]") { PageSize = 1000, Parameters = _ => new() { ["OwnerIds"] = AwsParameters.ListOf("self") } },
            Only = AwsOnly.Filter("snapshot-id"),
        },
        Columns =
        [
            new("snapshot_id", "SnapshotId", "The id AWS gave it, such as snap-0a1b2c.", IsKey: true),
            new("volume_id", "VolumeId", "The volume it was taken of."),
            new("state", "State", "pending, completed, error, recoverable or recovering."),
            new("is_encrypted", "Encrypted", "Whether it is encrypted.", ColumnType.Boolean),
            new("kms_key_id", "KmsKeyId", "The key it is encrypted with."),
            new("size_gib", "VolumeSize", "Size of its volume in GiB.", ColumnType.Integer),
            new("started_at", "StartTime", "When it was taken.", ColumnType.Timestamp),
            new("owner_id", "OwnerId", "The account it belongs to."),
            new("description", "Description", "What its maker said it is for."),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags), new("Description", RedactionPolicies.Text)],
    };
}
