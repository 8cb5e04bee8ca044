using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Raposa.Collection.Sources.Aws;

/// <summary>What the sources of Cost Explorer ask. Each of their requests costs a cent, and daily figures change a few times a day.</summary>
internal static class Costs
{
    /// <summary>How far back: as far as GuardDuty and LookupEvents go, so that a rise has its cause in reach.</summary>
    private const int Days = 90;

    /// <summary>Cost and usage of each day, in groups of one or two kinds.</summary>
    public static JsonObject Daily(AwsMoment moment, params ImmutableArray<JsonObject> groups) => new()
    {
        ["TimePeriod"] = Period(moment),
        ["Granularity"] = "DAILY",
        ["Metrics"] = AwsParameters.ListOf("UnblendedCost", "AmortizedCost", "UsageQuantity"),
        ["GroupBy"] = new JsonArray([.. groups]),
    };

    public static JsonObject By(string dimension) => new() { ["Type"] = "DIMENSION", ["Key"] = dimension };

    /// <summary>By a tag whose key is still to be filled in.</summary>
    public static JsonObject ByTag() => new() { ["Type"] = "TAG", ["Key"] = "" };

    /// <summary>Up to and with the day of the moment: the end is the first day that is not meant.</summary>
    public static JsonObject Period(AwsMoment moment) => new() { ["Start"] = FirstDay(moment), ["End"] = Day(moment.At.AddDays(1)) };

    public static string FirstDay(AwsMoment moment) => Day(moment.At.AddDays(-Days));

    public static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
