using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Raposa.Cost.Anomalies;

/// <summary>A line of the bill: what something cost on a day.</summary>
/// <param name="Keys">What it is the cost of: a service, or a service and a kind of usage.</param>
internal sealed record CostLine(DateOnly Day, ImmutableArray<string> Keys, decimal Cost, string Currency, bool IsFinal)
{
    /// <summary>Null: the document is not a group of Cost Explorer's.</summary>
    /// <param name="document">As the sources of Cost Explorer keep it: the group, with its day as <c>$parent</c>.</param>
    public static CostLine? Of(JsonElement document)
    {
        if (document.ValueKind == JsonValueKind.Object
            && document.TryGetProperty(nameof(Keys), out var keys)
            && document.TryGetProperty("Metrics", out var metrics) && metrics.TryGetProperty("UnblendedCost", out var cost)
            && document.TryGetProperty("$parent", out var day) && day.TryGetProperty("TimePeriod", out var period)
            && DateOnly.TryParseExact(period.GetProperty("Start").GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start)
            && decimal.TryParse(cost.GetProperty("Amount").GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var amount))
        {
            return new(
                start, [.. keys.EnumerateArray().Select(key => key.GetString() ?? "")], amount, cost.GetProperty("Unit").GetString() ?? "",
                !(day.TryGetProperty("Estimated", out var estimated) && estimated.ValueKind == JsonValueKind.True));
        }

        return null;
    }
}
