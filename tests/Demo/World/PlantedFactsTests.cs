using Raposa.DemoWorld.Estate;

namespace Raposa.Demo;

/// <summary>What later questions will be asked about is there, and the vendors' documents say it too.</summary>
public class PlantedFactsTests(WorldFixture world) : IClassFixture<WorldFixture>
{
    [Fact]
    public void Every_kind_of_fact_is_planted() =>
        Assert.Equal(Enum.GetValues<PlantedKind>().Order(), PlantedFacts.Of(world.Company).Select(fact => fact.Kind).Distinct().Order());

    [Fact]
    public async Task The_dormant_administrator_was_last_seen_187_days_ago()
    {
        var report = await world.CallAsync("iam", "GetCredentialReport", region: "us-east-1");
        var row = System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(report["Content"]!.GetValue<string>()))
            .Split('\n').Single(line => line.StartsWith("svc-legacy-backup,", StringComparison.Ordinal)).Split(',');

        Assert.Contains(PlantedFacts.Of(world.Company), fact => fact is { Kind: PlantedKind.DormantAdministrator, Resource: "svc-legacy-backup" });
        Assert.Equal("true", row[8]);
        Assert.Equal(WorldFixture.Anchor.AddDays(-187), DateTimeOffset.Parse(row[10], null));
    }

    [Fact]
    public async Task The_unencrypted_database_answers_under_a_name_at_Cloudflare()
    {
        var instances = await world.CallAsync("rds", "DescribeDBInstances");
        var legacy = instances["DBInstances"]!.AsArray().Single(one => !one!["StorageEncrypted"]!.GetValue<bool>())!;
        var cloudflare = (await world.EstateAsync())["cloudflare"]!;
        var token = cloudflare["token"]!.GetValue<string>();
        var zone = (await world.GetAsync("client/v4/zones?name=corvina.example", token))["result"]!.AsArray().Single()!["id"]!.GetValue<string>();
        var records = await world.GetAsync($"client/v4/zones/{zone}/dns_records?content={legacy["Endpoint"]!["Address"]}", token);

        Assert.Equal("legacy-reports-db", legacy["DBInstanceIdentifier"]!.GetValue<string>());
        Assert.Equal("reports-db.corvina.example", records["result"]!.AsArray().Single()!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_cost_anomaly_has_its_cause_in_the_trail()
    {
        var anomaly = (await world.CallAsync("ce", "GetAnomalies", """{"DateInterval":{"StartDate":"2025-12-20"}}""", region: "us-east-1"))["Anomalies"]!.AsArray().Single()!;
        var events = await world.CallAsync(
            "cloudtrail", "LookupEvents", """{"StartTime":"2026-03-09T00:00:00Z","EndTime":"2026-03-11T00:00:00Z","LookupAttributes":[{"AttributeKey":"Username","AttributeValue":"nuno.esteves@corvina.example"}]}""",
            region: "eu-central-1");
        var cause = System.Text.Json.Nodes.JsonNode.Parse(events["Events"]!.AsArray().Single()!["CloudTrailEvent"]!.GetValue<string>())!;
        var started = cause["responseElements"]!["instancesSet"]!["items"]!.AsArray().Select(one => one!["instanceId"]!.GetValue<string>()).Order(StringComparer.Ordinal);
        var running = await world.CallAsync("ec2", "DescribeInstances", """{"Filters":[{"Name":"instance-type","Values":["p4d.24xlarge"]}]}""", region: "eu-central-1");

        Assert.Equal("EUC1-BoxUsage:p4d.24xlarge", anomaly["RootCauses"]![0]!["UsageType"]!.GetValue<string>());
        Assert.Equal("2026-03-10T00:00:00Z", anomaly["AnomalyStartDate"]!.GetValue<string>());
        Assert.Equal("RunInstances", cause["eventName"]!.GetValue<string>());
        Assert.Equal(started, running["Reservations"]!.AsArray().Select(one => one!["Instances"]![0]!["InstanceId"]!.GetValue<string>()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_opened_bucket_has_no_block_and_a_public_policy()
    {
        const string bucket = """{"Bucket":"corvina-customer-exports"}""";

        Assert.Equal("NoSuchPublicAccessBlockConfiguration", (await world.RefusedAsync("s3", "GetPublicAccessBlock", bucket)).Failure.Code);
        Assert.True((await world.CallAsync("s3", "GetBucketPolicyStatus", bucket))["PolicyStatus"]!["IsPublic"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Machines_without_a_sensor_have_severe_findings()
    {
        var findings = (await world.CallAsync("inspector2", "ListFindings", """{"filterCriteria":{}}"""))["findings"]!.AsArray();

        Assert.All(
            PlantedFacts.Of(world.Company).Where(fact => fact.Kind == PlantedKind.SevereFindingWithoutSensor),
            fact => Assert.Contains(findings, one => one!["severity"]!.GetValue<string>() is "HIGH" or "CRITICAL" && one["resources"]![0]!["id"]!.GetValue<string>() == fact.Resource));
    }
}
