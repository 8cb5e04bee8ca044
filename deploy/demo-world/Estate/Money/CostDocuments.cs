using System.Globalization;
using System.Text.Json.Nodes;
using Raposa.DemoWorld.Estate.Fleets;

namespace Raposa.DemoWorld.Estate.Money;

/// <summary>Cost Explorer: daily cost and usage in groups, tags, dimensions and the anomalies that it sees.</summary>
internal static class CostDocuments
{
    public static readonly Dictionary<string, Func<EstateCall, EstateAnswer>> All = new(StringComparer.Ordinal)
    {
        ["GetCostAndUsage"] = CostAndUsage,
        ["GetTags"] = Tags,
        ["GetDimensionValues"] = Dimensions,
        ["GetAnomalies"] = Anomalies,
        ["GetAnomalyMonitors"] = call => EstateAnswer.List("AnomalyMonitors", (string[])[Monitor(call)], arn => new JsonObject
        {
            ["MonitorArn"] = arn, ["MonitorName"] = "services", ["CreationDate"] = "2023-05-20", ["LastUpdatedDate"] = "2023-05-20",
            ["MonitorType"] = "DIMENSIONAL", ["MonitorDimension"] = "SERVICE",
            ["DimensionalValueCount"] = 12,
        }),
        ["GetCostForecast"] = Forecast,
    };

    /// <summary>Figures come after hours, and what is younger than this is not there yet.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromHours(8);

    /// <summary>Days on a page.</summary>
    private const int PageDays = 31;

    private static EstateAnswer CostAndUsage(EstateCall call)
    {
        var (start, end) = Period(call.Parameters["TimePeriod"]);
        if (call.Text("Granularity") is not "DAILY")
        {
            throw new AwsErrorException(400, "ValidationException", "Only DAILY is kept in this world.");
        }

        var groups = (call.Parameters["GroupBy"] as JsonArray ?? []).Select(group => (Type: group!["Type"]!.GetValue<string>(), Key: group["Key"]!.GetValue<string>())).ToList();
        var from = call.Text("NextPageToken") is { } token ? Day(token) : start;
        var known = call.Now - Delay;
        var days = new JsonArray();
        var day = from;
        for (; day < end && day <= known && days.Count < PageDays; day = day.AddDays(1))
        {
            days.Add(Result(call, day, known, groups));
        }

        return EstateAnswer.Of(new JsonObject
        {
            ["ResultsByTime"] = days, ["DimensionValueAttributes"] = new JsonArray(),
        }
        .With("GroupDefinitions", groups.Count > 0 ? Json.Array(groups.Select(group => new JsonObject { ["Type"] = group.Type, ["Key"] = group.Key })) : null)
        .With("NextPageToken", day < end && day <= known ? Text(day) : null));
    }

    private static JsonObject Result(EstateCall call, DateTimeOffset day, DateTimeOffset known, List<(string Type, string Key)> groups)
    {
        var metrics = call.Texts("Metrics");
        var lines = CostBook.Day(call.Account, day, known).ToList();
        var result = new JsonObject
        {
            ["TimePeriod"] = new JsonObject { ["Start"] = Text(day), ["End"] = Text(day.AddDays(1)) },
            ["Estimated"] = known - day < TimeSpan.FromDays(3),
        };
        if (groups.Count == 0)
        {
            result["Total"] = Sums(lines, metrics);
            result["Groups"] = new JsonArray();
            return result;
        }

        result["Total"] = new JsonObject();
        result["Groups"] = Json.Array(lines.GroupBy(line => string.Join('\n', groups.Select(group => KeyOf(call, group, line)))).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new JsonObject { ["Keys"] = Json.Texts(group.Key.Split('\n')), ["Metrics"] = Sums(group, metrics) }));
        return result;
    }

    private static string KeyOf(EstateCall call, (string Type, string Key) group, CostLine line) => (group.Type, group.Key) switch
    {
        ("TAG", "Environment") => $"Environment${line.Environment}",
        ("TAG", "owner") => $"owner${line.Owner}",
        ("TAG", var key) => $"{key}$",
        (_, "SERVICE") => line.Service,
        (_, "LINKED_ACCOUNT") => call.Account.Id,
        (_, "USAGE_TYPE") => line.UsageType,
        (_, "REGION") => line.Region,
        _ => throw new AwsErrorException(400, "ValidationException", $"GroupBy {group.Key} is not kept in this world."),
    };

    private static JsonObject Sums(IEnumerable<CostLine> lines, IReadOnlyList<string> metrics)
    {
        var (cost, quantity) = lines.Aggregate((Cost: 0m, Quantity: 0d), (sum, line) => (sum.Cost + line.Cost, sum.Quantity + line.Quantity));
        return new(metrics.Select(metric => KeyValuePair.Create(metric, (JsonNode?)(metric == "UsageQuantity"
            ? new JsonObject { ["Amount"] = Math.Round(quantity, 6).ToString(CultureInfo.InvariantCulture), ["Unit"] = "N/A" }
            : new JsonObject { ["Amount"] = Math.Round(cost, 10).ToString(CultureInfo.InvariantCulture), ["Unit"] = "USD" }))));
    }

    private static EstateAnswer Tags(EstateCall call)
    {
        _ = Period(call.Parameters["TimePeriod"]);
        var values = call.Text("TagKey") switch
        {
            null => (string[])["Environment", "owner"],
            "owner" => ["", CostBook.GpuOwner],
            _ => ["", call.Account.Environment],
        };
        return EstateAnswer.Of(new() { ["Tags"] = Json.Texts(values), ["ReturnSize"] = values.Length, ["TotalSize"] = values.Length });
    }

    private static EstateAnswer Dimensions(EstateCall call)
    {
        var day = Period(call.Parameters["TimePeriod"]).Start;
        var values = CostBook.Day(call.Account, day, day.AddDays(1)).Select(line => KeyOf(call, ("DIMENSION", call.Needed("Dimension")), line)).Distinct().Order(StringComparer.Ordinal).ToList();
        return EstateAnswer.Of(new()
        {
            ["DimensionValues"] = Json.Array(values.Select(value => new JsonObject { ["Value"] = value, ["Attributes"] = new JsonObject() })),
            ["ReturnSize"] = values.Count, ["TotalSize"] = values.Count,
        });
    }

    // Found on the day after the machines were started.
    private static EstateAnswer Anomalies(EstateCall call)
    {
        var interval = call.Parameters["DateInterval"];
        var start = Day(interval?["StartDate"]?.GetValue<string>() ?? throw new AwsErrorException(400, "ValidationException", "DateInterval is required."));
        var found = call.Account.Regions.Where(FleetBuilder.IsGpuRegion)
            .Select(region => (Region: region, Launched: region.Slots.First(slot => slot.Fleet.Kind == FleetKind.Gpu).Machine(0).LaunchedAt))
            .Where(one => call.Now > one.Launched.AddHours(26) && one.Launched.UtcDateTime.Date >= start.UtcDateTime.Date).ToList();
        return EstateAnswer.List("Anomalies", found, one =>
        {
            var known = call.Now - Delay;
            var first = new DateTimeOffset(one.Launched.UtcDateTime.Date, TimeSpan.Zero);
            var days = Enumerable.Range(0, Math.Max(1, (int)Math.Ceiling((known - first).TotalDays))).Select(day => (double)CostBook.GpuCost(CostBook.GpuHours(one.Region, first.AddDays(day), known))).ToList();
            var total = Math.Round(days.Sum(), 2);
            return new JsonObject
            {
                ["AnomalyId"] = call.Company.Ids.Uuid("anomaly", call.Account.Id), ["AnomalyStartDate"] = Json.Utc(first),
                ["AnomalyEndDate"] = Json.Utc(first.AddDays(days.Count - 1)),
                ["DimensionValue"] = "Amazon Elastic Compute Cloud - Compute", ["MonitorArn"] = Monitor(call),
                ["RootCauses"] = new JsonArray(new JsonObject
                {
                    ["Service"] = "Amazon Elastic Compute Cloud - Compute", ["Region"] = one.Region.Name,
                    ["LinkedAccount"] = call.Account.Id, ["LinkedAccountName"] = call.Account.Name,
                    ["UsageType"] = $"{one.Region.Cloud.UsagePrefix}-BoxUsage:{CostBook.Gpu}",
                }),
                ["AnomalyScore"] = new JsonObject { ["MaxScore"] = 0.97, ["CurrentScore"] = 0.91 },
                ["Impact"] = new JsonObject { ["MaxImpact"] = Math.Round(days.Max(), 2), ["TotalImpact"] = total, ["TotalActualSpend"] = Math.Round(total + 310, 2), ["TotalExpectedSpend"] = 310, ["TotalImpactPercentage"] = Math.Round(total / 3.1, 2) },
            };
        });
    }

    private static EstateAnswer Forecast(EstateCall call)
    {
        var (start, end) = Period(call.Parameters["TimePeriod"]);
        var daily = CostBook.Day(call.Account, start.AddDays(-7), start.AddDays(-6)).Sum(line => line.Cost);
        JsonObject Amount(decimal cost) => new() { ["Amount"] = Math.Round(cost, 2).ToString(CultureInfo.InvariantCulture), ["Unit"] = "USD" };
        return EstateAnswer.Of(new() { ["Total"] = Amount(daily * (decimal)(end - start).TotalDays), ["ForecastResultsByTime"] = new JsonArray() });
    }

    private static string Monitor(EstateCall call) => $"arn:aws:ce::{call.Account.Id}:anomalymonitor/{call.Company.Ids.Uuid("monitor", call.Account.Id)}";

    private static (DateTimeOffset Start, DateTimeOffset End) Period(JsonNode? period)
    {
        var (start, end) = (Day(period?["Start"]?.GetValue<string>() ?? ""), Day(period?["End"]?.GetValue<string>() ?? ""));
        return start < end ? (start, end) : throw new AwsErrorException(400, "ValidationException", "Start date (and hour) should be before end date (and hour)");
    }

    private static DateTimeOffset Day(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var day)
        ? new(day.UtcDateTime.Date, TimeSpan.Zero)
        : throw new AwsErrorException(400, "ValidationException", $"'{text}' is no date.");

    private static string Text(DateTimeOffset day) => day.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
