using System.Collections.Immutable;
using System.Text.Json;

namespace Raposa.Chat.Reviews;

/// <summary>Reads which resources a CloudTrail record names, by the members in which AWS names them.</summary>
internal static class EventResources
{
    private const int MostOfOne = 20, Deepest = 8;

    private static readonly Dictionary<string, ResourceKind> Members = new(StringComparer.OrdinalIgnoreCase)
    {
        ["instanceId"] = ResourceKind.Instance, ["bucketName"] = ResourceKind.Bucket, ["userName"] = ResourceKind.User, ["roleName"] = ResourceKind.Role,
        ["roleArn"] = ResourceKind.Role, ["accessKeyId"] = ResourceKind.AccessKey, ["groupId"] = ResourceKind.SecurityGroup,
        ["dBInstanceIdentifier"] = ResourceKind.Database, ["functionName"] = ResourceKind.Function, ["secretId"] = ResourceKind.Secret,
        ["trailName"] = ResourceKind.Trail, ["snapshotId"] = ResourceKind.Snapshot, ["keyId"] = ResourceKind.Key,
    };

    /// <summary>Each once, in the order of the record; none where the record cannot be read.</summary>
    public static ImmutableArray<EventResource> In(string record)
    {
        try
        {
            using var document = JsonDocument.Parse(record);
            var found = new List<EventResource>();
            foreach (var part in (string[])["userIdentity", "requestParameters", "responseElements"])
            {
                if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(part, out var member))
                {
                    Walk(part == "userIdentity" ? KeyOnly(member) : member, found, depth: 0);
                }
            }

            return [.. found.Distinct().Take(MostOfOne)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    // Of who did it only the key: the rest is the actor, who is known.
    private static JsonElement KeyOnly(JsonElement identity) =>
        identity.ValueKind == JsonValueKind.Object && identity.TryGetProperty("accessKeyId", out var key)
            ? JsonSerializer.SerializeToElement(new { accessKeyId = key.GetString() })
            : default;

    private static void Walk(JsonElement element, List<EventResource> found, int depth)
    {
        if (depth > Deepest || element.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            return;
        }

        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Walk(item, found, depth + 1);
            }

            return;
        }

        foreach (var member in element.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.String && member.Value.GetString() is { Length: > 0 } text && Members.TryGetValue(member.Name, out var kind))
            {
                found.Add(new(kind, text));
            }

            Walk(member.Value, found, depth + 1);
        }
    }
}

internal sealed record EventResource(ResourceKind Kind, string Name);

internal enum ResourceKind
{
    Instance,
    Bucket,
    User,
    Role,
    AccessKey,
    SecurityGroup,
    Database,
    Function,
    Secret,
    Trail,
    Snapshot,
    Key,
}
