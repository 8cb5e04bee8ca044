using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Estate.Data;

/// <summary>KMS: the customer's key for data, one whose end is set, and AWS's own.</summary>
internal static class KeyDocuments
{
    public static readonly Dictionary<string, Func<EstateCall, EstateAnswer>> All = new(StringComparer.Ordinal)
    {
        ["ListKeys"] = call => EstateAnswer.List("Keys", Keys(call), key => new JsonObject { ["KeyId"] = key.Id, ["KeyArn"] = key.Arn }),
        ["ListAliases"] = call => EstateAnswer.List("Aliases", Keys(call), key => new JsonObject
        {
            ["AliasName"] = key.Alias, ["AliasArn"] = call.Region.Arn("kms", key.Alias), ["TargetKeyId"] = key.Id,
            ["CreationDate"] = "2023-05-16T08:10:00+00:00", ["LastUpdatedDate"] = "2023-05-16T08:10:00+00:00",
        }),
        ["DescribeKey"] = call => EstateAnswer.Of(new() { ["KeyMetadata"] = Metadata(call, Find(call)) }),
        ["GetKeyRotationStatus"] = call => EstateAnswer.Of(new() { ["KeyRotationEnabled"] = Find(call) is { IsOurs: true } && call.Account.Kind != AccountKind.Staging }),
        ["GetKeyPolicy"] = call => EstateAnswer.Of(new()
        {
            ["Policy"] = Find(call).IsOurs
                ? $$"""{"Version":"2012-10-17","Statement":[{"Sid":"root","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{call.Account.Id}}:root"},"Action":"kms:*","Resource":"*"}]}"""
                : """{"Version":"2012-10-17","Statement":[{"Sid":"service","Effect":"Allow","Principal":{"AWS":"*"},"Action":["kms:Decrypt","kms:GenerateDataKey*"],"Resource":"*"}]}""",
            ["PolicyName"] = "default",
        }),
        ["ListResourceTags"] = call => EstateAnswer.List("Tags", Find(call).IsOurs ? (string[])[call.Account.Environment] : [], value => new JsonObject { ["TagKey"] = "Environment", ["TagValue"] = value }),
    };

    private static List<Key> Keys(EstateCall call)
    {
        Key Make(string name, bool isOurs, bool isEnding = false)
        {
            var id = name == "corvina-data" ? call.Region.DataKeyId : call.Company.Ids.Uuid("kms", call.Account.Id, call.RegionName, name);
            return new(id, call.Region.Arn("kms", $"key/{id}"), isOurs ? $"alias/{name}" : $"alias/aws/{name}", isOurs, isEnding);
        }

        return [Make("corvina-data", true), Make("ebs", false), Make("rds", false), .. call.Region.IsHome ? (Key[])[Make("corvina-old", true, isEnding: true)] : []];
    }

    private static Key Find(EstateCall call)
    {
        var wanted = call.Needed("KeyId");
        return Keys(call).FirstOrDefault(key => key.Id == wanted || key.Arn == wanted || key.Alias == wanted)
            ?? throw new AwsErrorException(400, "NotFoundException", $"Key '{wanted}' does not exist");
    }

    private static JsonObject Metadata(EstateCall call, Key key) => new JsonObject
    {
        ["AWSAccountId"] = call.Account.Id, ["KeyId"] = key.Id, ["Arn"] = key.Arn, ["CreationDate"] = "2023-05-16T08:10:00+00:00",
        ["Enabled"] = !key.IsEnding,
        ["Description"] = key.IsOurs ? "Data at rest" : "Default key that protects this service's data when no other key is defined",
        ["KeyUsage"] = "ENCRYPT_DECRYPT",
        ["KeyState"] = key.IsEnding ? "PendingDeletion" : "Enabled", ["Origin"] = "AWS_KMS",
        ["KeyManager"] = key.IsOurs ? "CUSTOMER" : "AWS", ["CustomerMasterKeySpec"] = "SYMMETRIC_DEFAULT",
        ["KeySpec"] = "SYMMETRIC_DEFAULT", ["EncryptionAlgorithms"] = Json.Texts("SYMMETRIC_DEFAULT"), ["MultiRegion"] = false,
    }.With("DeletionDate", key.IsEnding ? Json.Time(DateTimeOffset.FromUnixTimeSeconds(call.Moment.Anchor.AddDays(20).ToUnixTimeSeconds())) : null);

    private sealed record Key(string Id, string Arn, string Alias, bool IsOurs, bool IsEnding);
}
