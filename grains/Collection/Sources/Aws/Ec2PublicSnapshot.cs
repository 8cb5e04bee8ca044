namespace Raposa.Collection.Sources.Aws;

/// <remarks>The permission stands in no list and would take a call per snapshot; a list of those that all may restore says the same in one.</remarks>
internal static class Ec2PublicSnapshot
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_public_snapshot",
        Description = "A snapshot of the account that everybody may copy.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(30, 10, 240),
        Read = new AwsRead
        {
            List = new("ec2:DescribeSnapshots", "Snapshots[]")
            {
                PageSize = 1000,
                Parameters = _ => new()
                {
                    ["OwnerIds"] = AwsParameters.ListOf("self"),
                    ["RestorableByUserIds"] = AwsParameters.ListOf("all"),
                },
            },
            Only = AwsOnly.Filter("snapshot-id"),
        },
        Columns =
        [
            new("snapshot_id", "SnapshotId", "The id AWS gave it, such as snap-0a1b2c.", IsKey: true),
            new("volume_id", "VolumeId", "The volume it was taken of."),
            new("started_at", "StartTime", "When it was taken.", ColumnType.Timestamp),
            new("size_gib", "VolumeSize", "Size of its volume in GiB.", ColumnType.Integer),
            new("owner_id", "OwnerId", "The account it belongs to."),
            new("description", "Description", "What its maker said it is for."),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags), new("Description", RedactionPolicies.Text)],
    };
}
