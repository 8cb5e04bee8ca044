using System.Text.Json.Nodes;
using Raposa.Collection;
using Raposa.DemoWorld.Aws.Models;
using Raposa.DemoWorld.Estate;
using Raposa.Support;
using Xunit.Abstractions;

namespace Raposa.Demo;

/// <summary>Debian's boto3 in front of the same world: what it reads and what our client reads are the same.</summary>
public class BotoTests(WorldFixture world, ITestOutputHelper output) : IClassFixture<WorldFixture>
{
    // Under the account's id as a host, which a machine without such a name cannot reach.
    private static readonly string[] Unreachable = ["s3control"];

    // Asked for below, for less than all that it keeps.
    private static readonly string[] AskedOtherwise = ["cloudtrail:LookupEvents"];

    [PythonFact]
    public async Task What_boto3_reads_is_what_our_client_reads()
    {
        var calls = (await CallsAsync()).ToList();

        var theirs = await PythonTools.ReplayAsync(world.Address, await world.SessionAsync(WorldFixture.Production), calls);

        Assert.Equal(calls.Count, theirs.Count);
        var differences = new List<string>();
        foreach (var (call, answer) in calls.Zip(theirs))
        {
            var name = $"{call["service"]}:{call["operation"]} {call["parameters"]!.ToJsonString()}";
            if (await DifferenceAsync(call, answer, name) is { } difference)
            {
                differences.Add(difference);
            }
        }

        output.WriteLine($"{calls.Count} calls of {calls.Select(call => $"{call["service"]}:{call["operation"]}").Distinct().Count()} operations");
        Assert.True(calls.Count > 130, $"{calls.Count} calls");
        Assert.Empty(differences);
    }

    // Where the world refuses, it refuses both with the same code.
    private async Task<string?> DifferenceAsync(JsonObject call, JsonObject answer, string name)
    {
        try
        {
            var ours = await world.CallAsync(
                call["service"]!.GetValue<string>(), call["operation"]!.GetValue<string>(), call["parameters"]!.ToJsonString(), region: call["region"]!.GetValue<string>());
            WithoutWhatIsNewer(ours);
            return answer["output"] is { } read ? PythonTools.Differences(ours, read, name).FirstOrDefault() : $"{name}: only boto3 was refused, {answer}";
        }
        catch (SourceReadException refused)
        {
            return answer["error"]?.GetValue<string>() == refused.Failure.Code ? null : $"{name}: we were refused, {refused.Failure.Code}; boto3: {answer.ToJsonString()[..Math.Min(200, answer.ToJsonString().Length)]}";
        }
    }

    // Debian's boto3 is older than the model, and does not know this member of an organization's account.
    private static void WithoutWhatIsNewer(JsonObject ours)
    {
        foreach (var account in (ours["Accounts"] as JsonArray ?? []).OfType<JsonObject>())
        {
            account.Remove("State");
        }
    }

    /// <summary>What can be asked without more, and the details of what that lists.</summary>
    private async Task<IEnumerable<JsonObject>> CallsAsync()
    {
        var plain = EstateOperations.All.Where(one => !Unreachable.Contains(one.Key))
            .SelectMany(one => one.Value.Keys.Order(StringComparer.Ordinal).Select(operation => (Service: one.Key, Operation: operation)))
            .Where(one => ModelCatalog.Get(one.Service).Operations.TryGetValue(one.Operation, out var known) && known.Input?.Required.Count is null or 0)
            .Where(one => !AskedOtherwise.Contains($"{one.Service}:{one.Operation}"))
            .Select(one => Call(one.Service, one.Operation, []));
        return plain.Concat(await DetailsAsync());
    }

    private async Task<List<JsonObject>> DetailsAsync()
    {
        var calls = new List<JsonObject>();
        async Task<JsonArray> ListAsync(string service, string operation, string key) =>
            (await world.CallAsync(service, operation, region: RegionOf(service)))[key]!.AsArray();
        void Each(JsonArray items, string service, Func<JsonNode, JsonObject> parameters, params string[] operations) =>
            calls.AddRange(items.SelectMany(item => operations.Select(operation => Call(service, operation, parameters(item!)))));

        Each(await ListAsync("ec2", "DescribeManagedPrefixLists", "PrefixLists"), "ec2", list => new() { ["PrefixListId"] = list["PrefixListId"]!.DeepClone() }, "GetManagedPrefixListEntries");
        Each(
            await ListAsync("ec2", "DescribeTransitGatewayRouteTables", "TransitGatewayRouteTables"), "ec2",
            table => new() { ["TransitGatewayRouteTableId"] = table["TransitGatewayRouteTableId"]!.DeepClone() },
            "GetTransitGatewayRouteTableAssociations", "GetTransitGatewayRouteTablePropagations");
        Each(
            await ListAsync("elbv2", "DescribeLoadBalancers", "LoadBalancers"), "elbv2",
            balancer => new() { ["LoadBalancerArn"] = balancer["LoadBalancerArn"]!.DeepClone() }, "DescribeListeners", "DescribeLoadBalancerAttributes");
        Each(await ListAsync("elbv2", "DescribeTargetGroups", "TargetGroups"), "elbv2", group => new() { ["TargetGroupArn"] = group["TargetGroupArn"]!.DeepClone() }, "DescribeTargetHealth");
        Each(
            await ListAsync("elb", "DescribeLoadBalancers", "LoadBalancerDescriptions"), "elb",
            balancer => new() { ["LoadBalancerName"] = balancer["LoadBalancerName"]!.DeepClone() }, "DescribeLoadBalancerAttributes");
        Each(await ListAsync("iam", "ListUsers", "Users"), "iam", user => new() { ["UserName"] = user["UserName"]!.DeepClone() }, "ListAccessKeys", "ListMFADevices");
        Each(await ListAsync("kms", "ListKeys", "Keys"), "kms", key => new() { ["KeyId"] = key["KeyId"]!.DeepClone() }, "DescribeKey", "GetKeyRotationStatus", "ListResourceTags");
        Each(await ListAsync("ecr", "DescribeRepositories", "repositories"), "ecr", repository => new() { ["repositoryName"] = repository["repositoryName"]!.DeepClone() }, "DescribeImages", "ListImages");
        Each(await ListAsync("eks", "ListClusters", "clusters"), "eks", cluster => new() { ["name"] = cluster.DeepClone() }, "DescribeCluster");
        Each(await ListAsync("eks", "ListClusters", "clusters"), "eks", cluster => new() { ["clusterName"] = cluster.DeepClone(), ["nodegroupName"] = "general" }, "DescribeNodegroup");
        Each(await ListAsync("guardduty", "ListDetectors", "DetectorIds"), "guardduty", detector => new() { ["DetectorId"] = detector.DeepClone() }, "GetDetector", "ListFindings");
        var detector = (await ListAsync("guardduty", "ListDetectors", "DetectorIds"))[0]!;
        var findings = (await world.CallAsync("guardduty", "ListFindings", $$"""{"DetectorId":"{{detector}}","MaxResults":20}"""))["FindingIds"]!;
        calls.Add(Call("guardduty", "GetFindings", new() { ["DetectorId"] = detector.DeepClone(), ["FindingIds"] = findings.DeepClone() }));
        Each(await ListAsync("route53", "ListHostedZones", "HostedZones"), "route53", zone => new() { ["HostedZoneId"] = zone["Id"]!.DeepClone() }, "ListResourceRecordSets");
        Each(await ListAsync("accessanalyzer", "ListAnalyzers", "analyzers"), "accessanalyzer", analyzer => new() { ["analyzerArn"] = analyzer["arn"]!.DeepClone() }, "ListFindingsV2");
        Each(await ListAsync("cloudtrail", "DescribeTrails", "trailList"), "cloudtrail", trail => new() { ["Name"] = trail["TrailARN"]!.DeepClone() }, "GetTrailStatus");
        Each(await ListAsync("cloudtrail", "DescribeTrails", "trailList"), "cloudtrail", trail => new() { ["TrailName"] = trail["TrailARN"]!.DeepClone() }, "GetEventSelectors");
        var buckets = await ListAsync("s3", "ListBuckets", "Buckets");
        Each(
            new(buckets.Where(bucket => bucket!["BucketRegion"]!.GetValue<string>() == "eu-west-1").Select(bucket => bucket!.DeepClone()).ToArray()), "s3",
            bucket => new() { ["Bucket"] = bucket["Name"]!.DeepClone() }, "GetBucketLocation", "GetBucketVersioning", "GetBucketAcl", "GetBucketLogging", "GetBucketEncryption", "GetBucketTagging");
        calls.Add(Call("cloudtrail", "LookupEvents", new() { ["StartTime"] = "2026-03-14T08:00:00Z", ["EndTime"] = "2026-03-14T09:00:00Z" }));
        calls.Add(Call("s3", "GetBucketPolicy", new() { ["Bucket"] = "corvina-assets" }));
        calls.Add(Call("s3", "GetBucketReplication", new() { ["Bucket"] = "corvina-reports" }));
        calls.Add(Call("s3", "GetBucketLifecycleConfiguration", new() { ["Bucket"] = "corvina-uploads" }));
        calls.Add(Call("s3", "GetObjectLockConfiguration", new() { ["Bucket"] = "corvina-invoices" }));
        calls.Add(Call("ce", "GetCostAndUsage", JsonNode.Parse(
            """{"TimePeriod":{"Start":"2026-02-20","End":"2026-03-14"},"Granularity":"DAILY","Metrics":["UnblendedCost","UsageQuantity"],"GroupBy":[{"Type":"DIMENSION","Key":"SERVICE"}]}""")!.AsObject()));
        calls.Add(Call("ce", "GetAnomalies", new() { ["DateInterval"] = new JsonObject { ["StartDate"] = "2025-12-20" } }));
        return calls;
    }

    private static JsonObject Call(string service, string operation, JsonObject parameters) => new()
    {
        ["service"] = service, ["operation"] = operation, ["region"] = RegionOf(service), ["parameters"] = parameters,
    };

    private static string RegionOf(string service) => service is "iam" or "route53" or "cloudfront" or "ce" or "organizations" ? "us-east-1" : "eu-west-1";
}
