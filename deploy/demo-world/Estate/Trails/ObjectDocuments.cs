using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Data;

namespace Raposa.DemoWorld.Estate.Trails;

/// <summary>S3's reads of objects. Only the trail's bucket holds any; the others are there for their settings.</summary>
internal static class ObjectDocuments
{
    public static EstateAnswer List(EstateCall call)
    {
        var bucket = Find(call);
        var prefix = call.Text("Prefix") ?? "";
        var size = Math.Clamp((int)(call.Parameters["MaxKeys"]?.GetValue<long>() ?? 1000), 1, 1000);
        var after = call.Text("ContinuationToken") ?? call.Text("StartAfter") ?? "";
        var delimiter = call.Text("Delimiter") ?? "";
        var isEncoded = call.Text("EncodingType") == "url";
        string Written(string key) => isEncoded ? Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal) : key;

        var all = (TrailArchive.IsOurs(bucket) ? call.Company.Trails.List(prefix, call.Now) : []).Where(one => string.CompareOrdinal(one.Key, after) > 0);
        var groups = all.GroupBy(one => delimiter.Length > 0 && one.Key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal) is >= 0 and var at ? one.Key[..(at + delimiter.Length)] : null)
            .ToList();
        // With a delimiter everything below it is one entry.
        var entries = groups.Where(group => group.Key is not null).Select(group => (Key: group.Key!, Last: group.Last().Key, Object: (TrailObject?)null))
            .Concat(groups.Where(group => group.Key is null).SelectMany(group => group).Select(one => (one.Key, Last: one.Key, Object: (TrailObject?)one)))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal).Take(size + 1).ToList();
        var isCut = entries.Count > size;
        var page = entries.Take(size).ToList();
        var contents = page.Where(entry => entry.Object is not null).Select(entry => new JsonObject
        {
            ["Key"] = Written(entry.Key), ["LastModified"] = Json.Time(entry.Object!.DeliveredAt), ["ETag"] = ETag(entry.Object),
            ["Size"] = entry.Object.Body.Length, ["StorageClass"] = "STANDARD",
        }).ToList();
        var prefixes = page.Where(entry => entry.Object is null).Select(entry => new JsonObject { ["Prefix"] = Written(entry.Key) }).ToList();
        return EstateAnswer.Of(new JsonObject
        {
            ["IsTruncated"] = isCut, ["Name"] = bucket.Name, ["Prefix"] = Written(prefix), ["MaxKeys"] = size,
            ["KeyCount"] = page.Count,
        }
        .With("Contents", contents.Count > 0 ? Json.Array(contents) : null)
        .With("CommonPrefixes", prefixes.Count > 0 ? Json.Array(prefixes) : null)
        .With("Delimiter", delimiter.Length > 0 ? delimiter : null)
        .With("EncodingType", isEncoded ? "url" : null)
        .With("StartAfter", call.Text("StartAfter") is { } start ? Written(start) : null)
        .With("ContinuationToken", call.Text("ContinuationToken"))
        .With("NextContinuationToken", isCut ? page[^1].Last : null));
    }

    public static EstateAnswer Get(EstateCall call)
    {
        var bucket = Find(call);
        var key = call.Needed("Key");
        var found = (TrailArchive.IsOurs(bucket) ? call.Company.Trails.Find(key, call.Now) : null)
            ?? throw new AwsErrorException(404, "NoSuchKey", "The specified key does not exist.") { Details = new Dictionary<string, string> { ["Key"] = key } };
        return EstateAnswer.Of(new()
        {
            ["Body"] = Convert.ToBase64String(found.Body), ["LastModified"] = Json.Time(found.DeliveredAt),
            ["ContentLength"] = found.Body.Length, ["ETag"] = ETag(found),
            ["ContentType"] = "application/json",
            ["Metadata"] = new JsonObject(found.Metadata.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value))),
        });
    }

    // The trail's bucket lets every account of the organization read: its policy says so.
    private static Bucket Find(EstateCall call) => call.Company.Accounts.SelectMany(account => account.Buckets)
        .FirstOrDefault(bucket => TrailArchive.IsOurs(bucket) && bucket.Name == call.Needed("Bucket") && bucket.Region == call.RegionName)
        ?? BucketDocuments.Find(call);

    // Opaque to readers: encrypted objects have one that is no MD5.
    private static string ETag(TrailObject one) => string.Create(CultureInfo.InvariantCulture, $"\"{Convert.ToHexStringLower(SHA256.HashData(one.Body).AsSpan(0, 16))}\"");
}
