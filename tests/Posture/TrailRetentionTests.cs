using System.Text.Json.Nodes;

namespace Raposa.Posture;

/// <summary>Which lifecycle rules of a bucket end a trail's log files, by where they stand in it.</summary>
public class TrailRetentionTests
{
    private const string Id = "cloudtrail.bucket_retention";

    [Theory]
    [InlineData("""{ "Filter": { "Prefix": "" } }""", CheckStatus.Fail)]
    [InlineData("""{ "Filter": {} }""", CheckStatus.Fail)]
    [InlineData("""{ "Prefix": "" }""", CheckStatus.Fail)]
    [InlineData("""{ "Filter": { "Prefix": "org/" } }""", CheckStatus.Fail)]
    [InlineData("""{ "Filter": { "Prefix": "org/AWSLogs/111122223333/CloudTrail-Digest/" } }""", CheckStatus.Fail)]
    [InlineData("""{ "Filter": { "Prefix": "AWSLogs/" } }""", CheckStatus.Pass)]
    [InlineData("""{ "Filter": { "Prefix": "exports/" } }""", CheckStatus.Pass)]
    [InlineData("""{ "Filter": { "And": { "Prefix": "exports/", "Tags": [] } } }""", CheckStatus.Pass)]
    [InlineData("""{ "Prefix": "exports/" }""", CheckStatus.Pass)]
    [InlineData("""{ "Filter": { "Prefix": "" }, "Status": "Disabled" }""", CheckStatus.Pass)]
    [InlineData("""{ "Filter": { "Prefix": "" }, "Expiration": { "ExpiredObjectDeleteMarker": true } }""", CheckStatus.Pass)]
    public void A_rule_counts_if_it_reaches_the_log_files_of_the_trail(string rule, CheckStatus expected)
    {
        var ends = JsonNode.Parse("""{ "ID": "ends", "Status": "Enabled", "Expiration": { "Days": 30 } }""")!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(rule)!.AsObject())
        {
            ends[name] = value!.DeepClone();
        }

        var estate = PostureCases.Of(Id, "pass");
        estate.Change("aws_cloudtrail_trail#0", new() { ["S3KeyPrefix"] = "org" });
        estate.Change("aws_s3_bucket#0", new() { ["GetBucketLifecycleConfiguration.Rules.0"] = ends });

        Assert.Equal([expected], StatusesIn(estate));
    }

    [Fact]
    public void A_bucket_without_rules_keeps_all()
    {
        var estate = PostureCases.Of(Id, "pass");
        estate.Change("aws_s3_bucket#0", new() { ["GetBucketLifecycleConfiguration"] = JsonNode.Parse("""{ "$absent": "NoSuchLifecycleConfiguration" }""") });

        Assert.Equal([CheckStatus.Pass], StatusesIn(estate));
    }

    private static IEnumerable<CheckStatus> StatusesIn(CaseEstate estate) =>
        CheckRun.Of(CheckCatalog.Platform.Find(Id)!, CheckCatalog.Platform.Scopes, estate.Collected(), PostureCases.Account).Select(outcome => outcome.Status);
}
