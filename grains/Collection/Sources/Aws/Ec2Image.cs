using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Raposa.Collection.Sources.Aws;

internal static class Ec2Image
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_ec2_image",
        Description = "A machine image that an instance of the account was started from, whoever owns it.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(30, 10, 240),
        Read = new AwsRead
        {
            List = new("ec2:DescribeInstances", "Reservations[].Instances[]") { PageSize = 1000 },
            Batch = new("ec2:DescribeImages", "Images[]", Id: "ImageId", Size: 100, ImagesOf),
        },
        Columns =
        [
            new("image_id", "ImageId", "The id AWS gave it, such as ami-0a1b2c.", IsKey: true),
            new("name", "Name", "The name its maker gave it."),
            new("owner_id", "OwnerId", "The account it belongs to."),
            new("owner_alias", "ImageOwnerAlias", "amazon, aws-marketplace or null: who vouches for it."),
            new("is_public", "Public", "Whether everybody may start instances from it.", ColumnType.Boolean),
            new("state", "State", "Such as available or disabled."),
            new("architecture", "Architecture", "i386, x86_64 or arm64."),
            new("platform", "PlatformDetails", "The operating system as it is billed."),
            new("created_at", "CreationDate", "When it was made.", ColumnType.Timestamp),
            new("deprecated_at", "DeprecationTime", "When its maker says it should no longer be used.", ColumnType.Timestamp),
            new("snapshot_ids", "BlockDeviceMappings[].Ebs.SnapshotId", "The snapshots it is made of.", ColumnType.TextArray),
            new("imds_support", "ImdsSupport", "v2.0 if instances started from it ask for metadata tokens."),
            new("tags", "Tags", "Its tags.", ColumnType.Tags),
        ],
        Redactions = [new("Tags", RedactionPolicies.Tags), new("Description", RedactionPolicies.Text)],
    };

    // A filter leaves out an image that is gone; a list of ids would fail as a whole.
    private static JsonObject ImagesOf(ImmutableArray<string> ids)
    {
        var parameters = AwsParameters.Filter("image-id", ids);
        parameters["IncludeDeprecated"] = true;
        return parameters;
    }
}
