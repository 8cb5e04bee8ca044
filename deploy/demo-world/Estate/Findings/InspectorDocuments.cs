using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Compute;
using Raposa.DemoWorld.Estate.Fleets;
using Raposa.DemoWorld.Estate.Network;

namespace Raposa.DemoWorld.Estate.Findings;

/// <summary>Inspector: what it covers, and the weaknesses of machines and images.</summary>
internal static class InspectorDocuments
{
    public static readonly Dictionary<string, Func<EstateCall, EstateAnswer>> All = new(StringComparer.Ordinal)
    {
        ["ListCoverage"] = Coverage,
        ["ListFindings"] = call => EstateAnswer.List("findings", Findings(call), finding => finding),
        ["BatchGetAccountStatus"] = call => EstateAnswer.Of(new()
        {
            ["accounts"] = new JsonArray(new JsonObject
            {
                ["accountId"] = call.Account.Id, ["state"] = Enabled(),
                ["resourceState"] = new JsonObject { ["ec2"] = Enabled(), ["ecr"] = Enabled(), ["lambda"] = Enabled() },
            }),
            ["failedAccounts"] = new JsonArray(),
        }),
    };

    private static readonly Flaw[] Flaws =
    [
        new("CVE-2023-38545", 9.8, "CRITICAL", "curl", "8.2.1", "8.3.0"),
        new("CVE-2024-6387", 8.1, "HIGH", "openssh", "8.7p1", "8.7p1-8.amzn2023.0.11"),
        new("CVE-2023-4911", 7.8, "HIGH", "glibc", "2.34", "2.34-52.amzn2023.0.7"),
        new("CVE-2024-2961", 7.3, "HIGH", "glibc", "2.34", "2.34-52.amzn2023.0.10"),
        new("CVE-2024-28085", 3.3, "LOW", "util-linux", "2.37.4", "2.37.4-1.amzn2023.0.5"),
        new("CVE-2023-5363", 5.3, "MEDIUM", "openssl", "3.0.8", "3.0.8-1.amzn2023.0.9"),
    ];

    /// <summary>Open ones: of pets and of some that come and go, of the images in use, and of ports that the internet reaches.</summary>
    public static ImmutableArray<JsonObject> Findings(EstateCall call) =>
    [
        .. call.Moment.Present(call.Region).Where(machine => machine.Slot.Pet is not null || machine.Slot.DiceOf(machine.Generation).Fork("inspected").Below(100) < 8)
            .SelectMany(machine => Of(machine).Select(flaw => Package(call, flaw, Machine(call, machine), machine.LaunchedAt))),
        .. RegistryDocuments.Images(call).Where(image => image.IsLatest)
            .SelectMany(image => Flaws.Skip(image.Flaw).Take(2).Select(flaw => Package(call, flaw, Image(call, image), image.PushedAt))),
        .. call.Moment.Present(call.Region).Where(machine => machine.PublicIp is not null && machine.GroupName == GroupBuilder.LegacyAdmin)
            .Select(machine => Reachability(call, machine)),
    ];

    // The forgotten machines have the gravest: planted.
    private static IEnumerable<Flaw> Of(Instance machine) => machine.Slot.Pet?.Name switch
    {
        PetCatalog.Jenkins or PetCatalog.ReportsLegacy => Flaws.Take(3),
        PetCatalog.VendorJump => Flaws.Skip(1).Take(1),
        _ => Flaws.Skip(3 + machine.Slot.DiceOf(0).Fork("flaw").Below(2)).Take(2),
    };

    private static EstateAnswer Coverage(EstateCall call)
    {
        var (machines, repositories) = (call.Moment.Present(call.Region).ToList(), RegistryDocuments.Repositories(call));
        return EstateAnswer.Lists(new ListPart(
            "coveredResources", machines.Count + repositories.Count,
            index => index < machines.Count ? Covered(call, machines[index]) : Covered(call, repositories[index - machines.Count])));
    }

    private static JsonObject Covered(EstateCall call, Instance machine) => new()
    {
        ["resourceType"] = "AWS_EC2_INSTANCE", ["resourceId"] = machine.Id, ["accountId"] = call.Account.Id, ["scanType"] = "PACKAGE",
        // Without its agent Inspector cannot look inside.
        ["scanStatus"] = machine.Fleet.Kind != FleetKind.Gpu
            ? new JsonObject { ["statusCode"] = "ACTIVE", ["reason"] = "SUCCESSFUL" }
            : new JsonObject { ["statusCode"] = "INACTIVE", ["reason"] = "UNMANAGED_EC2_INSTANCE" },
        ["resourceMetadata"] = new JsonObject
        {
            ["ec2"] = new JsonObject { ["amiId"] = machine.Image.Id, ["platform"] = machine.Image.IsWindows ? "WINDOWS" : "LINUX", ["tags"] = Tags(machine) },
        },
        ["lastScannedAt"] = Json.Time(Scanned(call.Now)), ["scanMode"] = "EC2_SSM_AGENT_BASED",
    };

    private static JsonObject Covered(EstateCall call, Repository repository) => new()
    {
        ["resourceType"] = "AWS_ECR_REPOSITORY", ["resourceId"] = call.Region.Arn("ecr", $"repository/{repository.Name}"),
        ["accountId"] = call.Account.Id, ["scanType"] = "PACKAGE",
        // The one that ECR does not scan either: planted.
        ["scanStatus"] = repository.IsScanned
            ? new JsonObject { ["statusCode"] = "ACTIVE", ["reason"] = "SUCCESSFUL" }
            : new JsonObject { ["statusCode"] = "INACTIVE", ["reason"] = "SCAN_FREQUENCY_MANUAL" },
        ["resourceMetadata"] = new JsonObject { ["ecrRepository"] = new JsonObject { ["name"] = repository.Name, ["scanFrequency"] = repository.IsScanned ? "SCAN_ON_PUSH" : "MANUAL" } },
    };

    private static JsonObject Package(EstateCall call, Flaw flaw, JsonObject resource, DateTimeOffset since)
    {
        var finding = Finding(call, $"{flaw.Id} - {flaw.Package}", $"A vulnerability in {flaw.Package}.", flaw.Severity, "None Provided", resource, since, flaw.Id);
        finding["type"] = "PACKAGE_VULNERABILITY";
        finding["fixAvailable"] = "YES";
        finding["exploitAvailable"] = flaw.Score > 8 ? "YES" : "NO";
        finding["inspectorScore"] = flaw.Score;
        finding["epss"] = new JsonObject { ["score"] = flaw.Score / 20 };
        finding["packageVulnerabilityDetails"] = new JsonObject
        {
            ["vulnerabilityId"] = flaw.Id, ["source"] = "NVD", ["sourceUrl"] = $"https://nvd.nist.gov/vuln/detail/{flaw.Id}",
            ["vendorSeverity"] = flaw.Severity,
            ["relatedVulnerabilities"] = new JsonArray(), ["referenceUrls"] = new JsonArray(),
            ["cvss"] = new JsonArray(new JsonObject
            {
                ["baseScore"] = flaw.Score, ["scoringVector"] = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", ["version"] = "3.1",
                ["source"] = "NVD",
            }),
            ["vulnerablePackages"] = new JsonArray(new JsonObject
            {
                ["name"] = flaw.Package, ["version"] = flaw.Version, ["epoch"] = 0, ["arch"] = "X86_64", ["packageManager"] = "OS",
                ["fixedInVersion"] = flaw.Fixed,
                ["remediation"] = $"dnf update {flaw.Package}",
            }),
        };
        return finding;
    }

    private static JsonObject Reachability(EstateCall call, Instance machine)
    {
        JsonObject Step(string id, string type) => new() { ["componentId"] = id, ["componentType"] = $"AWS::EC2::{type}" };
        var finding = Finding(
            call, "Port 22 is reachable from an Internet Gateway - TCP", $"On the instance {machine.Id}, the port range 22-22 is reachable from the Internet.", "MEDIUM",
            "Restrict the security group.", Machine(call, machine), machine.LaunchedAt, "reachable");
        finding["type"] = "NETWORK_REACHABILITY";
        finding["networkReachabilityDetails"] = new JsonObject
        {
            ["openPortRange"] = new JsonObject { ["begin"] = 22, ["end"] = 22 }, ["protocol"] = "TCP",
            ["networkPath"] = new JsonObject
            {
                ["steps"] = new JsonArray(
                    Step(call.Region.Network.InternetGateway, "InternetGateway"), Step(machine.GroupId, "SecurityGroup"), Step(machine.Interface, "NetworkInterface"), Step(machine.Id, "Instance")),
            },
        };
        return finding;
    }

    private static JsonObject Finding(
        EstateCall call, string title, string description, string severity, string remedy, JsonObject resource, DateTimeOffset since, string key)
    {
        var first = since < call.Moment.Anchor.AddDays(-70) ? call.Moment.Anchor.AddDays(-70) : since.AddHours(2);
        return new()
        {
            ["findingArn"] = call.Region.Arn("inspector2", $"finding/{call.Company.Ids.Hex(32, "inspector", key, resource["id"]!.GetValue<string>())}"),
            ["awsAccountId"] = call.Account.Id, ["title"] = title, ["description"] = description, ["severity"] = severity,
            ["status"] = "ACTIVE",
            ["firstObservedAt"] = Json.Time(first), ["lastObservedAt"] = Json.Time(Scanned(call.Now)), ["updatedAt"] = Json.Time(first),
            ["remediation"] = new JsonObject { ["recommendation"] = new JsonObject { ["text"] = remedy } },
            ["resources"] = new JsonArray(resource),
        };
    }

    private static JsonObject Machine(EstateCall call, Instance machine) => new()
    {
        ["type"] = "AWS_EC2_INSTANCE", ["id"] = machine.Id, ["partition"] = "aws", ["region"] = call.RegionName,
        ["tags"] = Tags(machine),
        ["details"] = new JsonObject
        {
            ["awsEc2Instance"] = new JsonObject
            {
                ["type"] = machine.Type, ["imageId"] = machine.Image.Id,
                ["ipV4Addresses"] = Json.Texts(new[] { machine.PrivateIp, machine.PublicIp }.OfType<string>()),
                ["ipV6Addresses"] = new JsonArray(), ["vpcId"] = machine.Slot.Subnet.Vpc, ["subnetId"] = machine.Slot.Subnet.Id,
                ["launchedAt"] = Json.Time(machine.LaunchedAt),
                ["platform"] = machine.Image.IsWindows ? "WINDOWS_SERVER_2019" : "AMAZON_LINUX_2023",
            },
        },
    };

    private static JsonObject Image(EstateCall call, RepositoryImage image) => new()
    {
        ["type"] = "AWS_ECR_CONTAINER_IMAGE", ["id"] = call.Region.Arn("ecr", $"repository/{image.Repository}/{image.Digest}"),
        ["partition"] = "aws",
        ["region"] = call.RegionName, ["tags"] = new JsonObject(),
        ["details"] = new JsonObject
        {
            ["awsEcrContainerImage"] = new JsonObject
            {
                ["repositoryName"] = image.Repository, ["imageTags"] = Json.Texts(image.Tag),
                ["pushedAt"] = Json.Time(image.PushedAt), ["architecture"] = "amd64",
                ["imageHash"] = image.Digest, ["registry"] = call.Account.Id, ["platform"] = "DEBIAN_12",
            },
        },
    };

    private static JsonObject Tags(Instance machine) => Json.TagMap(InstanceDocuments.TagsOf(machine).Where(tag => tag.Value.Length > 0));

    private static JsonObject Enabled() => new() { ["status"] = "ENABLED", ["errorCode"] = "ALREADY_ENABLED", ["errorMessage"] = "" };

    // It looks again twice a day.
    private static DateTimeOffset Scanned(DateTimeOffset now) => DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds() / 43_200 * 43_200);

    private sealed record Flaw(string Id, double Score, string Severity, string Package, string Version, string Fixed);
}
