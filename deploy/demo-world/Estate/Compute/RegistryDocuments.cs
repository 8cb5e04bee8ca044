using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Raposa.DemoWorld.Estate.Compute;

internal sealed record Repository(string Name, bool IsScanned, bool IsShared);

internal sealed record RepositoryImage(string Repository, string Digest, string Tag, DateTimeOffset PushedAt, long Bytes, bool IsLatest, int Flaw);

/// <summary>ECR: four services' images, pushed by the builds of the demo's day and of the days before.</summary>
internal static class RegistryDocuments
{
    public static readonly Dictionary<string, Func<EstateCall, EstateAnswer>> All = new(StringComparer.Ordinal)
    {
        ["DescribeRepositories"] = call => EstateAnswer.List("repositories", Repositories(call), one => new JsonObject
        {
            ["repositoryArn"] = call.Region.Arn("ecr", $"repository/{one.Name}"), ["registryId"] = call.Account.Id,
            ["repositoryName"] = one.Name,
            ["repositoryUri"] = $"{call.Account.Id}.dkr.ecr.{call.RegionName}.amazonaws.com/{one.Name}",
            ["createdAt"] = "2023-06-01T08:00:00+00:00",
            ["imageTagMutability"] = one.IsScanned ? "IMMUTABLE" : "MUTABLE",
            ["imageScanningConfiguration"] = new JsonObject { ["scanOnPush"] = one.IsScanned },
            ["encryptionConfiguration"] = new JsonObject { ["encryptionType"] = "AES256" },
        }),
        ["DescribeImages"] = call => EstateAnswer.List("imageDetails", ImagesOf(call), image => Image(call, image)),
        ["ListImages"] = call => EstateAnswer.List("imageIds", ImagesOf(call), image => new JsonObject { ["imageDigest"] = image.Digest, ["imageTag"] = image.Tag }),
        ["DescribeImageScanFindings"] = ScanFindings,
        ["GetRepositoryPolicy"] = Policy,
        ["GetLifecyclePolicy"] = call => throw new AwsErrorException(400, "LifecyclePolicyNotFoundException", $"Lifecycle policy does not exist for the repository with name '{Find(call).Name}' in the registry with id '{call.Account.Id}'"),
        ["DescribeRegistry"] = call => EstateAnswer.Of(new() { ["registryId"] = call.Account.Id, ["replicationConfiguration"] = new JsonObject { ["rules"] = new JsonArray() } }),
    };

    /// <summary>Nobody scans it: planted.</summary>
    public const string Unscanned = "corvina/legacy-tools";

    private const int Kept = 12;

    public static List<Repository> Repositories(EstateCall call) => call.Account.Kind is AccountKind.Production or AccountKind.Staging && call.Region.IsHome
        ? [new("corvina/api", true, false), new("corvina/compactor", true, false), new("corvina/ingest", true, false), new(Unscanned, false, true), new("corvina/query", true, false)]
        : [];

    public static ImmutableArray<RepositoryImage> Images(EstateCall call) => [.. Repositories(call).SelectMany(repository => Of(call, repository))];

    // A push a day and a half, each under a tag of its own.
    private static IEnumerable<RepositoryImage> Of(EstateCall call, Repository repository)
    {
        var period = TimeSpan.FromHours(repository.IsScanned ? 31 : 4000);
        var last = (long)Math.Floor((call.Now - call.Moment.Anchor.AddDays(-900)) / period);
        for (var number = last; number > last - Kept && number >= 0; number--)
        {
            var dice = call.Company.Ids.Dice("image", call.Account.Id, repository.Name, number.ToString(CultureInfo.InvariantCulture));
            yield return new(
                repository.Name, $"sha256:{dice.Fork("digest").Hex(64)}", dice.Fork("tag").Hex(7), call.Moment.Anchor.AddDays(-900) + (period * number), 60_000_000 + dice.Below(90_000_000), number == last,
                repository.IsScanned ? 4 : 0);
        }
    }

    private static List<RepositoryImage> ImagesOf(EstateCall call)
    {
        var repository = Find(call);
        return [.. Of(call, repository)];
    }

    private static Repository Find(EstateCall call)
    {
        var name = call.Needed("repositoryName");
        return Repositories(call).FirstOrDefault(one => one.Name == name)
            ?? throw new AwsErrorException(400, "RepositoryNotFoundException", $"The repository with name '{name}' does not exist in the registry with id '{call.Account.Id}'");
    }

    private static JsonObject Image(EstateCall call, RepositoryImage image) => new()
    {
        ["registryId"] = call.Account.Id, ["repositoryName"] = image.Repository, ["imageDigest"] = image.Digest,
        ["imageTags"] = Json.Texts(image.Tag), ["imageSizeInBytes"] = image.Bytes,
        ["imagePushedAt"] = Json.Time(image.PushedAt),
        ["imageManifestMediaType"] = "application/vnd.docker.distribution.manifest.v2+json",
        ["artifactMediaType"] = "application/vnd.docker.container.image.v1+json",
    };

    private static EstateAnswer ScanFindings(EstateCall call)
    {
        var repository = Find(call);
        return repository.IsScanned
            ? EstateAnswer.Of(new()
            {
                ["registryId"] = call.Account.Id, ["repositoryName"] = repository.Name,
                ["imageId"] = call.Parameters["imageId"]!.DeepClone(),
                ["imageScanStatus"] = new JsonObject { ["status"] = "COMPLETE", ["description"] = "The scan was completed successfully." },
                ["imageScanFindings"] = new JsonObject { ["findings"] = new JsonArray(), ["findingSeverityCounts"] = new JsonObject { ["LOW"] = 1, ["MEDIUM"] = 1 } },
            })
            : throw new AwsErrorException(400, "ScanNotFoundException", "Image scan does not exist for the image");
    }

    private static EstateAnswer Policy(EstateCall call)
    {
        var repository = Find(call);
        return repository.IsShared
            ? EstateAnswer.Of(new()
            {
                ["registryId"] = call.Account.Id, ["repositoryName"] = repository.Name,
                ["policyText"] = """{"Version":"2012-10-17","Statement":[{"Sid":"everybody","Effect":"Allow","Principal":"*","Action":["ecr:BatchGetImage","ecr:GetDownloadUrlForLayer"]}]}""",
            })
            : throw new AwsErrorException(400, "RepositoryPolicyNotFoundException", $"Repository policy does not exist for the repository with name '{repository.Name}' in the registry with id '{call.Account.Id}'");
    }
}
