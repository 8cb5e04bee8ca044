using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Data;

namespace Raposa.DemoWorld.Estate.Trails;

/// <summary>
/// CloudTrail's reads. Only the organization's trail is left: the demo's thief deleted production's own
/// (<see cref="Corvina.TrailName"/>) five hours before the day ends.
/// </summary>
internal static class TrailDocuments
{
    public static readonly Dictionary<string, Func<EstateCall, EstateAnswer>> All = new(StringComparer.Ordinal)
    {
        ["DescribeTrails"] = call => EstateAnswer.Of(new() { ["trailList"] = IsShown(call) ? new JsonArray(Trail(call)) : [] }),
        ["GetTrail"] = call => Known(call, "Name", new() { ["Trail"] = Trail(call) }),
        ["ListTrails"] = call => EstateAnswer.List("Trails", (string[])[ArnOf(call)], arn => new JsonObject { ["TrailARN"] = arn, ["Name"] = TrailChain.TrailName, ["HomeRegion"] = Home(call) }),
        ["GetTrailStatus"] = call => Known(call, "Name", Status(call)),
        ["GetEventSelectors"] = call => Known(call, "TrailName", new()
        {
            ["TrailARN"] = ArnOf(call),
            ["EventSelectors"] = new JsonArray(new JsonObject
            {
                ["ReadWriteType"] = "All", ["IncludeManagementEvents"] = true, ["ExcludeManagementEventSources"] = new JsonArray(),
                ["DataResources"] = new JsonArray(new JsonObject { ["Type"] = "AWS::S3::Object", ["Values"] = Json.Texts("arn:aws:s3") }),
            }),
        }),
        ["GetInsightSelectors"] = call => throw new AwsErrorException(400, "InsightNotEnabledException", $"Trail {call.Text("TrailName")} does not have Insights enabled."),
        ["ListTags"] = call => EstateAnswer.Of(new()
        {
            ["ResourceTagList"] = Json.Array(call.Texts("ResourceIdList").Select(arn => new JsonObject { ["ResourceId"] = arn, ["TagsList"] = Json.Tags(("Environment", "security")) })),
        }),
        ["ListPublicKeys"] = PublicKeys,
        ["LookupEvents"] = Lookup,
    };

    private static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private static string Home(EstateCall call) => call.Company.Regions[0].Name;

    // The security account administers the organization's trail.
    private static string Owner(EstateCall call) => call.Company.AccountIds[Math.Min(2, call.Company.AccountIds.Length - 1)];

    private static string ArnOf(EstateCall call) => $"arn:aws:cloudtrail:{Home(call)}:{Owner(call)}:trail/{TrailChain.TrailName}";

    // A trail of every region is shown in the others as its shadow, unless that is not asked for.
    private static bool IsShown(EstateCall call) => call.RegionName == Home(call) || (call.Parameters["includeShadowTrails"]?.GetValue<bool>() ?? true);

    private static JsonObject Trail(EstateCall call) => new()
    {
        ["Name"] = TrailChain.TrailName, ["S3BucketName"] = BucketBuilder.TrailBucket, ["IncludeGlobalServiceEvents"] = true,
        ["IsMultiRegionTrail"] = true, ["HomeRegion"] = Home(call),
        ["TrailARN"] = ArnOf(call), ["LogFileValidationEnabled"] = true, ["HasCustomEventSelectors"] = true,
        ["HasInsightSelectors"] = false, ["IsOrganizationTrail"] = true,
        ["KmsKeyId"] = call.Company.Account(Owner(call))!.Region(Home(call))!.DataKeyArn,
    };

    private static JsonObject Status(EstateCall call)
    {
        var delivered = DateTimeOffset.FromUnixTimeSeconds(call.Now.ToUnixTimeSeconds() / 300 * 300);
        return new()
        {
            ["IsLogging"] = true, ["LatestDeliveryTime"] = Json.Time(delivered),
            ["StartLoggingTime"] = Json.Time(call.Company.Options.Anchor.AddDays(-300)),
            ["LatestDigestDeliveryTime"] = Json.Time(DateTimeOffset.FromUnixTimeSeconds(call.Now.ToUnixTimeSeconds() / 3600 * 3600)),
            ["LatestDeliveryAttemptTime"] = Json.Utc(delivered),
            ["LatestNotificationAttemptTime"] = "", ["LatestNotificationAttemptSucceeded"] = "",
            ["LatestDeliveryAttemptSucceeded"] = Json.Utc(delivered),
            ["TimeLoggingStarted"] = Json.Utc(call.Company.Options.Anchor.AddDays(-300)), ["TimeLoggingStopped"] = "",
        };
    }

    private static EstateAnswer Known(EstateCall call, string parameter, JsonObject document)
    {
        var wanted = call.Needed(parameter);
        return wanted == ArnOf(call) || (wanted == TrailChain.TrailName && call.Account.Id == Owner(call))
            ? EstateAnswer.Of(document)
            : throw new AwsErrorException(404, "TrailNotFoundException", $"Unknown trail: {wanted} for the user: {call.Account.Id}");
    }

    private static EstateAnswer PublicKeys(EstateCall call)
    {
        var key = call.Company.Trails.KeyOf(call.RegionName);
        return EstateAnswer.Of(new()
        {
            ["PublicKeyList"] = new JsonArray(new JsonObject
            {
                ["Value"] = Convert.ToBase64String(key.ExportRSAPublicKey()),
                ["ValidityStartTime"] = Json.Time(call.Company.Options.Anchor.AddDays(-400)),
                ["ValidityEndTime"] = Json.Time(call.Company.Options.Anchor.AddDays(400)),
                ["Fingerprint"] = TrailChain.Fingerprint(key),
            }),
        });
    }

    private static EstateAnswer Lookup(EstateCall call)
    {
        var from = Time(call.Parameters["StartTime"]) ?? call.Now - Kept;
        var to = Time(call.Parameters["EndTime"]) ?? call.Now;
        from = from < call.Now - Kept ? call.Now - Kept : from;
        to = to > call.Now ? call.Now : to;
        var wanted = (call.Parameters["LookupAttributes"] as JsonArray)?.FirstOrDefault();
        var events = from >= to ? [] : call.Company.Trails.Records.Between(call.Region, from, to).Where(record => record.IsManagement).Reverse().Select(Event)
            .Where(one => wanted is null || Matches(one, wanted["AttributeKey"]!.GetValue<string>(), wanted["AttributeValue"]!.GetValue<string>())).ToList();
        return EstateAnswer.List("Events", events, one => one.DeepClone());
    }

    private static JsonObject Event(TrailRecordAt record)
    {
        var json = JsonNode.Parse(record.Json.Span)!.AsObject();
        var identity = json["userIdentity"]?.AsObject();
        return new JsonObject
        {
            ["EventId"] = record.EventId, ["EventName"] = json["eventName"]!.DeepClone(),
            ["ReadOnly"] = json["readOnly"]!.GetValue<bool>() ? "true" : "false",
            ["EventTime"] = Json.Time(record.At), ["EventSource"] = json["eventSource"]!.DeepClone(),
            ["CloudTrailEvent"] = Encoding.UTF8.GetString(record.Json.Span),
            ["Resources"] = Json.Array((json["resources"] as JsonArray ?? []).Select(one => new JsonObject { ["ResourceType"] = one!["type"]!.DeepClone(), ["ResourceName"] = one["ARN"]!.DeepClone() })),
        }
        .With("AccessKeyId", identity?["accessKeyId"]?.DeepClone())
        .With("Username", identity?["userName"]?.DeepClone() ?? (identity?["arn"]?.GetValue<string>() is { } arn ? arn[(arn.LastIndexOf('/') + 1)..] : null));
    }

    private static bool Matches(JsonObject one, string attribute, string value) => attribute switch
    {
        "ResourceName" or "ResourceType" => one["Resources"]!.AsArray().Any(resource => resource![attribute]!.GetValue<string>() == value),
        _ => one[attribute]?.GetValue<string>() == value,
    };

    // A number of seconds on the wire; text where a caller writes one.
    private static DateTimeOffset? Time(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.Number => DateTimeOffset.FromUnixTimeMilliseconds((long)(value.GetValue<double>() * 1000)),
        JsonValueKind.String => DateTimeOffset.Parse(value.GetValue<string>(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
        _ => null,
    };
}
