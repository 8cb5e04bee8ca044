using System.Text.Json.Nodes;

namespace Raposa.Collection.Sources.Aws;

internal static class KmsKey
{
    public static readonly SourceDefinition Source = new()
    {
        Name = "aws_kms_key",
        Description = "A key of KMS with its metadata, rotation, policy and tags.",
        Provider = Provider.Aws,
        Scope = SourceScope.Region,
        Cadence = Cadence.Minutes(30, 10, 240),
        Read = new AwsRead
        {
            List = new("kms:ListKeys", "Keys[]") { PageSize = 1000 },
            Details =
            [
                new("kms:DescribeKey", new AwsArgument("KeyId", "KeyArn")),
                new("kms:GetKeyRotationStatus", new AwsArgument("KeyId", "KeyArn")) { When = CanRotate },
                new("kms:GetKeyPolicy", new AwsArgument("KeyId", "KeyArn")) { Parameters = _ => new() { ["PolicyName"] = "default" } },
                new("kms:ListResourceTags", new AwsArgument("KeyId", "KeyArn")) { When = IsOurs },
            ],
            Gone = ["NotFoundException"],
        },
        Columns =
        [
            new("arn", "KeyArn", "Its ARN.", IsKey: true),
            new("key_id", "KeyId", "The id AWS gave it."),
            new("manager", "DescribeKey.KeyMetadata.KeyManager", "CUSTOMER, or AWS for those that services made for themselves."),
            new("state", "DescribeKey.KeyMetadata.KeyState", "Such as Enabled, Disabled or PendingDeletion."),
            new("is_enabled", "DescribeKey.KeyMetadata.Enabled", "Whether it can be used.", ColumnType.Boolean),
            new("usage", "DescribeKey.KeyMetadata.KeyUsage", "What it is for: ENCRYPT_DECRYPT, SIGN_VERIFY and others."),
            new("spec", "DescribeKey.KeyMetadata.KeySpec", "What kind of key it is."),
            new("origin", "DescribeKey.KeyMetadata.Origin", "Where its material comes from."),
            new("description", "DescribeKey.KeyMetadata.Description", "What its maker said it is for."),
            new("is_rotated", "GetKeyRotationStatus.KeyRotationEnabled", "Whether its material changes by itself.", ColumnType.Boolean),
            new("policy", "GetKeyPolicy.Policy", "Who may use it: a policy as JSON text."),
            new("created_at", "DescribeKey.KeyMetadata.CreationDate", "When it was made.", ColumnType.Timestamp),
            new("deletion_at", "DescribeKey.KeyMetadata.DeletionDate", "When it will be gone.", ColumnType.Timestamp),
            new("tags", "ListResourceTags.Tags", "Its tags, a list of TagKey and TagValue.", ColumnType.Json),
        ],
        Redactions = [new("DescribeKey.KeyMetadata.Description", RedactionPolicies.Text), new("ListResourceTags.Tags", RedactionPolicies.Tags)],
        RefreshedBy = [new("aws.kms", "AWS API Call via CloudTrail", null)],
    };

    private static bool IsOurs(JsonObject key) => Metadata(key)?["KeyManager"]?.ToString() == "CUSTOMER";

    // KMS refuses to say it of keys that it cannot rotate.
    private static bool CanRotate(JsonObject key) => IsOurs(key)
        && Metadata(key)?["KeyState"]?.ToString() == "Enabled"
        && Metadata(key)?["Origin"]?.ToString() == "AWS_KMS"
        && Metadata(key)?["KeySpec"]?.ToString() is "SYMMETRIC_DEFAULT" or null;

    private static JsonObject? Metadata(JsonObject key) => key["DescribeKey"]?["KeyMetadata"] as JsonObject;
}
