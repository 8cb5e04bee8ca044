using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Raposa.DemoWorld;

namespace Raposa.Demo;

/// <summary>The trail's bucket, checked by the published recipe alone.</summary>
public class TrailTests(WorldFixture world) : IClassFixture<WorldFixture>
{
    private const string Bucket = "corvina-cloudtrail-logs";

    [Fact]
    public async Task Every_digest_is_signed_over_the_one_before_and_every_log_file_is_the_one_it_names()
    {
        using var key = RSA.Create();
        var published = (await world.CallAsync("cloudtrail", "ListPublicKeys", region: "us-east-1"))["PublicKeyList"]!.AsArray().Single()!;
        key.ImportRSAPublicKey(Convert.FromBase64String(published["Value"]!.GetValue<string>()), out _);
        var digests = (await KeysAsync("CloudTrail-Digest/us-east-1/")).ToList();
        string? previous = null;

        Assert.InRange(digests.Count, 100, 106);
        foreach (var name in digests)
        {
            var (body, metadata) = await ObjectAsync(name);
            var digest = JsonNode.Parse(body)!;
            var signed = $"{digest["digestEndTime"]}\n{Bucket}/{name}\n{Hash(body)}\n{previous ?? "null"}";
            Assert.Equal(previous, digest["previousDigestSignature"]?.GetValue<string>());
            Assert.Equal(published["Fingerprint"]!.GetValue<string>(), digest["digestPublicKeyFingerprint"]!.GetValue<string>());
            Assert.True(key.VerifyData(Encoding.UTF8.GetBytes(signed), Convert.FromHexString(metadata["signature"]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), name);
            foreach (var log in digest["logFiles"]!.AsArray())
            {
                Assert.Equal(log!["hashValue"]!.GetValue<string>(), Hash((await ObjectAsync(log["s3Object"]!.GetValue<string>())).Body));
            }

            previous = metadata["signature"];
        }
    }

    [Fact]
    public async Task The_demo_day_is_in_the_logs_to_the_byte()
    {
        var day = DemoDay.Generate(world.Company).Events
            .Where(one => JsonNode.Parse(one.Record.Span)!["awsRegion"]!.GetValue<string>() == "us-east-1" && JsonNode.Parse(one.Record.Span)!["recipientAccountId"]!.GetValue<string>() == WorldFixture.Production)
            .Select(one => one.EventId).ToHashSet();
        var logged = new HashSet<string>();
        foreach (var name in await KeysAsync("CloudTrail/us-east-1/"))
        {
            logged.UnionWith(JsonNode.Parse((await ObjectAsync(name)).Body)!["Records"]!.AsArray().Select(record => record!["eventID"]!.GetValue<string>()));
        }

        // What happened in the last minutes before the clock stands still is not delivered yet.
        Assert.NotEmpty(day);
        Assert.True(day.Except(logged).Count() <= day.Count / 20, $"{day.Except(logged).Count()} of {day.Count} events are missing");
    }

    [Fact]
    public async Task Launches_in_the_trail_are_launches_in_the_estate()
    {
        var events = await world.CallAsync(
            "cloudtrail", "LookupEvents", """{"StartTime":"2026-03-13T09:00:00Z","EndTime":"2026-03-14T09:00:00Z","LookupAttributes":[{"AttributeKey":"EventName","AttributeValue":"RunInstances"}]}""");
        var launched = events["Events"]!.AsArray().Select(one => JsonNode.Parse(one!["CloudTrailEvent"]!.GetValue<string>())!)
            .Select(record => record["responseElements"]?["instancesSet"]?["items"]?[0]?["instanceId"]?.GetValue<string>()).OfType<string>().ToHashSet();
        var known = world.Company.Account(WorldFixture.Production)!.Region("eu-west-1")!.Slots
            .SelectMany(slot => Enumerable.Range(slot.GenerationAt(WorldFixture.Anchor) - 3, 4).Select(generation => slot.Machine(generation).Id)).ToHashSet();

        Assert.True(launched.Count > 10, $"{launched.Count} launches in a day");
        Assert.Empty(launched.Except(known));
    }

    [Fact]
    public async Task The_trails_bucket_is_open_to_the_organization_and_another_accounts_bucket_is_not()
    {
        Assert.NotEmpty((await world.CallAsync("s3", "ListObjectsV2", $$"""{"Bucket":"{{Bucket}}","MaxKeys":1}"""))["Contents"]!.AsArray());
        Assert.Equal("AccessDenied", (await world.RefusedAsync("s3", "ListObjectsV2", """{"Bucket":"corvina-athena-results"}""")).Failure.Code);
        Assert.Equal("NoSuchKey", (await world.RefusedAsync("s3", "GetObject", $$"""{"Bucket":"{{Bucket}}","Key":"AWSLogs/none"}""", WorldFixture.Security)).Failure.Code);
        Assert.Equal("NoSuchBucket", (await world.RefusedAsync("s3", "ListObjectsV2", """{"Bucket":"no-such-bucket-of-corvina"}""", WorldFixture.Security)).Failure.Code);
    }

    private async Task<IEnumerable<string>> KeysAsync(string kind)
    {
        var organization = (await world.CallAsync("organizations", "DescribeOrganization", region: "us-east-1"))["Organization"]!["Id"]!.GetValue<string>();
        var keys = new List<string>();
        var parameters = new JsonObject { ["Bucket"] = Bucket, ["Prefix"] = $"AWSLogs/{organization}/{WorldFixture.Production}/{kind}", ["MaxKeys"] = 50 };
        while (true)
        {
            var page = await world.CallAsync("s3", "ListObjectsV2", parameters.ToJsonString(), WorldFixture.Security);
            keys.AddRange((page["Contents"] as JsonArray ?? []).Select(one => one!["Key"]!.GetValue<string>()));
            if (!page["IsTruncated"]!.GetValue<bool>())
            {
                return keys;
            }

            parameters["ContinuationToken"] = page["NextContinuationToken"]!.DeepClone();
        }
    }

    private async Task<(byte[] Body, Dictionary<string, string> Metadata)> ObjectAsync(string key)
    {
        var answer = await world.Aws.CallAsync(
            new(new(WorldFixture.Organization, WorldFixture.Security), "s3", "GetObject", new JsonObject { ["Bucket"] = Bucket, ["Key"] = key }, "eu-west-1"), default);
        using var unzipped = new MemoryStream();
        await using (var gzip = new GZipStream(new MemoryStream(answer.Payload!.Value.ToArray()), CompressionMode.Decompress))
        {
            await gzip.CopyToAsync(unzipped);
        }

        return (unzipped.ToArray(), (answer.Output["Metadata"] as JsonObject ?? []).ToDictionary(one => one.Key, one => one.Value!.GetValue<string>()));
    }

    private static string Hash(byte[] body) => Convert.ToHexStringLower(SHA256.HashData(body));
}
