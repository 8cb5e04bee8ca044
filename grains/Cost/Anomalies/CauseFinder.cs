using System.Collections.Immutable;
using System.Text.Json;
using Raposa.Ingestion;

namespace Raposa.Cost.Anomalies;

/// <summary>Which recorded calls can have moved a cost: those that make or change something, and above all those that name what moved.</summary>
internal static class CauseFinder
{
    private const int Most = 20;
    private const int MostResources = 50;

    private static readonly ImmutableArray<string> Makes =
    [
        "Run", "Create", "Start", "Request", "Purchase", "Allocate", "Restore", "Modify", "Update", "Put", "Enable", "Register", "Copy", "Import", "Scale", "Set",
    ];

    private static readonly ImmutableArray<string> Ends = ["Terminate", "Delete", "Stop", "Release", "Disable", "Deregister"];

    /// <param name="events">Of the account and service, around the days in question.</param>
    /// <param name="drivers">What moved.</param>
    /// <param name="isAbove">Whether it cost more than expected; what ends things can only have made it less.</param>
    public static ImmutableArray<CostCause> Among(IEnumerable<TrailEvent> events, ImmutableArray<MovedUsage> drivers, bool isAbove)
    {
        var regions = drivers.Select(driver => UsageTypes.RegionOf(driver.UsageType)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var verbs = isAbove ? Makes : Ends;
        return
        [
            .. events
                .Where(one => one.IsReadOnly != true && one.ErrorCode is null && one.EventName is { } name && verbs.Any(verb => name.StartsWith(verb, StringComparison.Ordinal)))
                .Where(one => regions.Count == 0 || one.Region is null || regions.Contains(one.Region))
                .Select(one => (Event: one, Names: Named(one, drivers)))
                .OrderByDescending(one => one.Names is not null).ThenBy(one => one.Event.EventTime).ThenBy(one => one.Event.EventId, StringComparer.Ordinal)
                .Take(Most)
                .Select(one => new CostCause
                {
                    EventId = one.Event.EventId, At = one.Event.EventTime, EventName = one.Event.EventName!, Actor = one.Event.Actor, Region = one.Event.Region,
                    Resources = ResourcesOf(one.Event.Record), Names = one.Names,
                }),
        ];
    }

    private static string? Named(TrailEvent one, ImmutableArray<MovedUsage> drivers) => drivers
        .Where(driver => UsageTypes.SubjectOf(driver.UsageType) is { } subject && one.Record.Contains($"\"{subject}\"", StringComparison.Ordinal))
        .Select(driver => driver.UsageType).FirstOrDefault();

    // The ids that it answered with: members called …Id or …Arn, wherever they are.
    private static ImmutableArray<string> ResourcesOf(string record)
    {
        using var json = JsonDocument.Parse(record);
        return json.RootElement.TryGetProperty("responseElements", out var answer) ? [.. IdsIn(answer).Distinct().Take(MostResources)] : [];
    }

    private static IEnumerable<string> IdsIn(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member =>
            member.Value.ValueKind == JsonValueKind.String && IsId(member.Name) ? [member.Value.GetString()!] : IdsIn(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(IdsIn),
        _ => [],
    };

    private static bool IsId(string member) => member is "instanceId" or "volumeId" or "dBInstanceIdentifier" or "dBInstanceArn" or "natGatewayId"
        or "loadBalancerArn" or "functionArn" or "snapshotId" or "clusterArn" or "allocationId" or "fileSystemId";
}
