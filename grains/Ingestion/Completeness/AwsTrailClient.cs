using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Raposa.Accounts;
using Raposa.Collection;

namespace Raposa.Ingestion;

/// <inheritdoc cref="ITrailSource"/>
internal sealed class AwsTrailClient(IAwsClient aws) : ITrailSource
{
    public async Task<ImmutableArray<TrailPlace>> GetPlacesAsync(TrailKey key, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(key, "DescribeTrails", new() { ["includeShadowTrails"] = true }, cancellationToken);
        var trails = (answer["trailList"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(trail => Text(trail, "S3BucketName") is not null && (IsTrue(trail, "IsMultiRegionTrail") || Text(trail, "HomeRegion") == key.Region))
            .ToList();
        var organizationId = trails.Exists(trail => IsTrue(trail, "IsOrganizationTrail"))
            ? await OrganizationIdAsync(key, cancellationToken)
            : null;
        return
        [
            .. trails.GroupBy(trail => (Bucket: Text(trail, "S3BucketName")!, Root: RootOf(trail, organizationId)))
                .OrderBy(place => place.Key)
                .Select(place => new TrailPlace(
                    place.Key.Bucket,
                    place.Key.Root,
                    Text(place.First(), "HomeRegion") ?? key.Region,
                    [.. place.Select(trail => Text(trail, "Name")!).Order(StringComparer.Ordinal)],
                    [.. place.Select(OwnerOf).Prepend(key.AccountId).Distinct()])),
        ];
    }

    public ITrailBucket Open(TrailKey key, TrailPlace place, string readerAccountId) =>
        new AwsTrailBucketClient(aws, new AccountKey(key.Organization, readerAccountId), place.Bucket, place.HomeRegion);

    public async Task<ImmutableArray<DigestPublicKey>> GetKeysAsync(
        TrailKey key, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var keys = ImmutableArray.CreateBuilder<DigestPublicKey>();
        string? token = null;
        do
        {
            var parameters = new JsonObject { ["StartTime"] = Time(from), ["EndTime"] = Time(to) };
            if (token is not null)
            {
                parameters["NextToken"] = token;
            }

            var answer = await CallAsync(key, "ListPublicKeys", parameters, cancellationToken);
            keys.AddRange(ReadKeys(answer));
            token = Text(answer, "NextToken");
        }
        while (token is not null);

        return keys.ToImmutable();
    }

    public async Task<LookupPage> LookUpAsync(
        TrailKey key, DateTimeOffset from, DateTimeOffset to, string? token, CancellationToken cancellationToken)
    {
        var parameters = new JsonObject { ["StartTime"] = Time(from), ["EndTime"] = Time(to), ["MaxResults"] = 50 };
        if (token is not null)
        {
            parameters["NextToken"] = token;
        }

        var answer = await CallAsync(key, "LookupEvents", parameters, cancellationToken);
        return new(
            [.. (answer["Events"] as JsonArray ?? []).OfType<JsonObject>().Select(one => Text(one, "CloudTrailEvent")).OfType<string>()],
            Text(answer, "NextToken"));
    }

    // The logs of an organization's trail stand below its id, which only this call tells.
    private async Task<string> OrganizationIdAsync(TrailKey key, CancellationToken cancellationToken)
    {
        var answer = await aws.CallAsync(
            new(key.Account, "organizations", "DescribeOrganization", [], key.Region), cancellationToken);
        return Text(answer.Output["Organization"] as JsonObject ?? [], "Id")
            ?? throw Malformed("organizations:DescribeOrganization", "The answer has no Organization.Id.");
    }

    private static string RootOf(JsonObject trail, string? organizationId) =>
        (Text(trail, "S3KeyPrefix") is { Length: > 0 } prefix ? $"{prefix}/AWSLogs/" : "AWSLogs/")
        + (IsTrue(trail, "IsOrganizationTrail") ? $"{organizationId}/" : "");

    // arn:aws:cloudtrail:us-east-1:123456789012:trail/name
    private static string OwnerOf(JsonObject trail) => Text(trail, "TrailARN")!.Split(':')[4];

    private static ImmutableArray<DigestPublicKey> ReadKeys(JsonObject answer)
    {
        try
        {
            return DigestKeyRing.Read(JsonSerializer.SerializeToElement(answer));
        }
        catch (FormatException other)
        {
            throw Malformed("cloudtrail:ListPublicKeys", other.Message);
        }
    }

    private async Task<JsonObject> CallAsync(TrailKey key, string operation, JsonObject parameters, CancellationToken cancellationToken) =>
        (await aws.CallAsync(new(key.Account, "cloudtrail", operation, parameters, key.Region), cancellationToken)).Output;

    private static SourceReadException Malformed(string operation, string message) =>
        new(new(FailureKind.Malformed, operation, "Malformed", message), retryAfter: null);

    private static string? Text(JsonObject parent, string name) => parent[name]?.GetValue<string>();

    private static bool IsTrue(JsonObject parent, string name) => parent[name]?.GetValue<bool>() == true;

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
