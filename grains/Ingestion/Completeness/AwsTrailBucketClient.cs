using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Raposa.Accounts;
using Raposa.Collection;

namespace Raposa.Ingestion;

/// <summary>A trail's bucket in S3, read by the role of an account.</summary>
internal sealed class AwsTrailBucketClient(IAwsClient aws, AccountKey reader, string bucket, string region) : ITrailBucket
{
    public string Name => bucket;

    public async Task<TrailListing> ListAsync(string prefix, string? startAfter, CancellationToken cancellationToken)
    {
        var parameters = new JsonObject { ["Bucket"] = bucket, ["Prefix"] = prefix };
        if (startAfter is not null)
        {
            parameters["StartAfter"] = startAfter;
        }

        var answer = (await aws.CallAsync(new(reader, "s3", "ListObjectsV2", parameters, region), cancellationToken)).Output;
        return new(
            [
                .. (answer["Contents"] as JsonArray ?? []).OfType<JsonObject>().Select(one => new TrailEntry(
                    one["Key"]!.GetValue<string>(), one["Size"]?.GetValue<long>() ?? 0, Time(one["LastModified"]))),
            ],
            answer["IsTruncated"]?.GetValue<bool>() != true);
    }

    public async Task<TrailObject?> GetAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await aws.CallAsync(
                new(reader, "s3", "GetObject", new JsonObject { ["Bucket"] = bucket, ["Key"] = key }, region), cancellationToken);
            return new(
                key,
                answer.Payload?.ToArray() ?? throw new SourceReadException(
                    new(FailureKind.Malformed, "s3:GetObject", "NoContent", $"s3://{bucket}/{key} came without its content."), retryAfter: null),
                (answer.Output["Metadata"] as JsonObject ?? []).ToImmutableDictionary(
                    one => one.Key.ToLowerInvariant(), one => one.Value?.GetValue<string>() ?? ""),
                Time(answer.Output["LastModified"]));
        }
        catch (SourceReadException missing) when (missing.Failure.Code == "NoSuchKey")
        {
            return null;
        }
    }

    private static DateTimeOffset? Time(JsonNode? time) =>
        time is not null && DateTimeOffset.TryParse(
            time.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read)
            ? read
            : null;
}
