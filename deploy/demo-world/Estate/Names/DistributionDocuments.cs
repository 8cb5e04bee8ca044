using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Balancing;
using Raposa.DemoWorld.Estate.Dns;

namespace Raposa.DemoWorld.Estate.Names;

/// <summary>CloudFront: the pages and the files beside them, in production.</summary>
internal static class DistributionDocuments
{
    public static readonly Dictionary<string, Func<EstateCall, EstateAnswer>> All = new(StringComparer.Ordinal)
    {
        ["ListDistributions"] = call =>
        {
            var items = Distributions(call);
            return EstateAnswer.Of(new()
            {
                ["DistributionList"] = new JsonObject { ["Marker"] = "", ["MaxItems"] = 100, ["IsTruncated"] = false, ["Quantity"] = items.Count }
                    .With("Items", items.Count > 0 ? Json.Array(items) : null),
            });
        },
        ["ListTagsForResource"] = call => EstateAnswer.Of(new() { ["Tags"] = new JsonObject { ["Items"] = Json.Tags(("Environment", call.Account.Environment)) } }),
    };

    private static List<JsonObject> Distributions(EstateCall call)
    {
        if (!call.Account.IsProduction)
        {
            return [];
        }

        var balancer = call.Account.Regions.First().Balancers.All.First(one => one.Name == BalancerBuilder.Public);
        return
        [
            Distribution(call, "assets", "static.corvina.example", $"corvina-assets.s3.{call.Account.Regions.First().Name}.amazonaws.com", isBucket: true, "redirect-to-https", "TLSv1.2_2021"),
            Distribution(call, "site", "corvina.example", balancer.DnsName, isBucket: false, "allow-all", "TLSv1"),
        ];
    }

    private static JsonObject Distribution(EstateCall call, string name, string alias, string origin, bool isBucket, string viewers, string tls)
    {
        var id = $"E{call.Company.Ids.Base32(13, "distribution", name)}";
        return new()
        {
            ["Id"] = id, ["ARN"] = $"arn:aws:cloudfront::{call.Account.Id}:distribution/{id}", ["Status"] = "Deployed",
            ["LastModifiedTime"] = "2024-08-20T11:03:00+00:00",
            ["DomainName"] = DnsEstate.Distribution(call.Company, name),
            ["Aliases"] = new JsonObject { ["Quantity"] = 1, ["Items"] = Json.Texts(alias) },
            ["Origins"] = new JsonObject { ["Quantity"] = 1, ["Items"] = new JsonArray(Origin(origin, isBucket)) },
            ["OriginGroups"] = new JsonObject { ["Quantity"] = 0 },
            ["DefaultCacheBehavior"] = new JsonObject
            {
                ["TargetOriginId"] = "origin", ["TrustedSigners"] = new JsonObject { ["Enabled"] = false, ["Quantity"] = 0 },
                ["TrustedKeyGroups"] = new JsonObject { ["Enabled"] = false, ["Quantity"] = 0 },
                ["ViewerProtocolPolicy"] = viewers, ["SmoothStreaming"] = false, ["Compress"] = true,
                ["FieldLevelEncryptionId"] = "", ["CachePolicyId"] = call.Company.Ids.Uuid("cache-policy"),
                ["AllowedMethods"] = new JsonObject
                {
                    ["Quantity"] = 2, ["Items"] = Json.Texts("HEAD", "GET"),
                    ["CachedMethods"] = new JsonObject { ["Quantity"] = 2, ["Items"] = Json.Texts("HEAD", "GET") },
                },
                ["LambdaFunctionAssociations"] = new JsonObject { ["Quantity"] = 0 },
                ["FunctionAssociations"] = new JsonObject { ["Quantity"] = 0 },
            },
            ["CacheBehaviors"] = new JsonObject { ["Quantity"] = 0 },
            ["CustomErrorResponses"] = new JsonObject { ["Quantity"] = 0 }, ["Comment"] = name, ["PriceClass"] = "PriceClass_100",
            ["Enabled"] = true,
            ["ViewerCertificate"] = new JsonObject
            {
                ["CloudFrontDefaultCertificate"] = false,
                ["ACMCertificateArn"] = $"arn:aws:acm:us-east-1:{call.Account.Id}:certificate/{call.Company.Ids.Uuid("certificate", name)}",
                ["SSLSupportMethod"] = "sni-only", ["MinimumProtocolVersion"] = tls,
            },
            ["Restrictions"] = new JsonObject { ["GeoRestriction"] = new JsonObject { ["RestrictionType"] = "none", ["Quantity"] = 0 } },
            ["WebACLId"] = "", ["HttpVersion"] = "http2", ["IsIPV6Enabled"] = true,
            ["Staging"] = false,
        };
    }

    private static JsonObject Origin(string domain, bool isBucket)
    {
        var origin = new JsonObject
        {
            ["Id"] = "origin", ["DomainName"] = domain, ["OriginPath"] = "",
            ["CustomHeaders"] = new JsonObject { ["Quantity"] = 0 }, ["ConnectionAttempts"] = 3, ["ConnectionTimeout"] = 10,
            ["OriginShield"] = new JsonObject { ["Enabled"] = false }, ["OriginAccessControlId"] = isBucket ? "E2CORVINAOAC001" : "",
        };
        if (isBucket)
        {
            origin["S3OriginConfig"] = new JsonObject { ["OriginAccessIdentity"] = "" };
        }
        else
        {
            origin["CustomOriginConfig"] = new JsonObject
            {
                ["HTTPPort"] = 80, ["HTTPSPort"] = 443, ["OriginProtocolPolicy"] = "http-only",
                ["OriginSslProtocols"] = new JsonObject { ["Quantity"] = 1, ["Items"] = Json.Texts("TLSv1.2") },
                ["OriginReadTimeout"] = 30, ["OriginKeepaliveTimeout"] = 5,
            };
        }

        return origin;
    }
}
