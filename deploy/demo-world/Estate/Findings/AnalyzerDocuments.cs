using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Identity;

namespace Raposa.DemoWorld.Estate.Findings;

/// <summary>Access Analyzer: an analyzer in each region, and what is open to others.</summary>
internal static class AnalyzerDocuments
{
    public static readonly Dictionary<string, Func<EstateCall, EstateAnswer>> All = new(StringComparer.Ordinal)
    {
        ["ListAnalyzers"] = call => EstateAnswer.List("analyzers", (string[])[ArnOf(call)], arn => new JsonObject
        {
            ["arn"] = arn, ["name"] = "corvina", ["type"] = "ACCOUNT", ["createdAt"] = "2023-05-18T10:00:00+00:00",
            ["status"] = "ACTIVE", ["tags"] = new JsonObject(),
        }),
        ["ListFindingsV2"] = call => EstateAnswer.List("findings", Findings(call).ToList(), finding => finding),
        ["ListFindings"] = call => EstateAnswer.List("findings", Findings(call).ToList(), Older),
    };

    private static string ArnOf(EstateCall call) => call.Region.Arn("access-analyzer", "analyzer/corvina");

    private static IEnumerable<JsonObject> Findings(EstateCall call)
    {
        if (call.Needed("analyzerArn") != ArnOf(call))
        {
            throw new AwsErrorException(404, "ResourceNotFoundException", "Analyzer not found");
        }

        foreach (var bucket in call.Account.Buckets.Where(bucket => bucket.Region == call.RegionName && (bucket.IsOpenAt(call.Now) || (!bucket.BlocksPublicAccess && bucket.Policy is not null))))
        {
            yield return Finding(call, $"arn:aws:s3:::{bucket.Name}", "AWS::S3::Bucket", bucket.OpenedAt ?? call.Moment.Anchor.AddDays(-300));
        }

        if (call.Region.IsHome)
        {
            foreach (var role in call.Account.Identity.Roles.Where(role => role.Name is RoleBuilder.Monitoring or RoleBuilder.Scanner))
            {
                yield return Finding(call, $"arn:aws:iam::{call.Account.Id}:role/{role.Name}", "AWS::IAM::Role", role.CreatedAt);
            }
        }
    }

    private static JsonObject Finding(EstateCall call, string resource, string type, DateTimeOffset since) => new()
    {
        ["id"] = call.Company.Ids.Uuid("analyzer", resource), ["resource"] = resource, ["resourceType"] = type,
        ["resourceOwnerAccount"] = call.Account.Id, ["status"] = "ACTIVE",
        ["createdAt"] = Json.Time(since.AddMinutes(12)), ["analyzedAt"] = Json.Time(since.AddMinutes(12)),
        ["updatedAt"] = Json.Time(since.AddMinutes(12)), ["findingType"] = "ExternalAccess",
    };

    // As the first version of the operation writes them.
    private static JsonObject Older(JsonObject finding)
    {
        finding.Remove("findingType");
        finding["isPublic"] = finding["resourceType"]!.GetValue<string>() == "AWS::S3::Bucket";
        finding["condition"] = new JsonObject();
        return finding;
    }
}
