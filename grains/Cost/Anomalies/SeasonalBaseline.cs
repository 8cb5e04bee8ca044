using System.Collections.Immutable;

namespace Raposa.Cost.Anomalies;

/// <summary>
/// What a day is expected to cost by the days before it: the level of the last weeks, times what that weekday usually is of it.
/// </summary>
/// <remarks>
/// Medians and the median absolute deviation, so that a spike in the past neither raises what is expected nor hides the next one.
/// Weighed against seasonal-trend decomposition and exponential smoothing: with 90 days they need more tuning than they give.
/// </remarks>
internal static class SeasonalBaseline
{
    /// <summary>With fewer days before it nothing is expected of a day: unknown.</summary>
    public const int LeastDays = 14;

    /// <summary>Older days say nothing of today's level.</summary>
    public const int MostDays = 56;

    /// <summary>So many spreads from what is expected is unusual: once in some 30,000 days that are normal.</summary>
    public const decimal Unusual = 4;

    /// <summary>Differences below this many units of currency a day are nobody's concern.</summary>
    public const decimal LeastImpact = 10;

    // The median absolute deviation of a normal distribution is so much less than its standard deviation.
    private const decimal ToDeviation = 1.4826m;

    // Nothing is so regular that a twentieth more is news.
    private const decimal LeastSpread = 0.05m;
    private const decimal LeastSpreadOfNothing = 0.5m;

    /// <summary>Null: there are too few days before it.</summary>
    /// <param name="before">The days before it, one cost each, the last the day before.</param>
    /// <param name="day">The day.</param>
    public static (decimal Expected, decimal Spread)? Of(ReadOnlySpan<decimal> before, DateOnly day)
    {
        if (before.Length < LeastDays)
        {
            return null;
        }

        var days = before[^Math.Min(before.Length, MostDays)..].ToArray()
            .Select((cost, at, count) => (Cost: cost, Weekday: day.AddDays(at - count).DayOfWeek)).ToImmutableArray();
        var level = Median(days.Select(one => one.Cost));
        var factors = days.GroupBy(one => one.Weekday).ToDictionary(
            group => group.Key, group => level == 0 ? 1 : Math.Max(0.01m, Median(group.Select(one => one.Cost)) / level));
        var seasonless = days.Select(one => one.Cost / factors[one.Weekday]).ToImmutableArray();
        var center = Median(seasonless);
        var expected = center * factors.GetValueOrDefault(day.DayOfWeek, 1);
        var deviation = ToDeviation * Median(seasonless.Select(cost => Math.Abs(cost - center))) * factors.GetValueOrDefault(day.DayOfWeek, 1);
        return (expected, Math.Max(deviation, Math.Max(LeastSpread * expected, LeastSpreadOfNothing)));
    }

    public static bool IsUnusual(decimal actual, decimal expected, decimal spread) =>
        Math.Abs(actual - expected) >= Math.Max(Unusual * spread, LeastImpact);

    private static decimal Median(IEnumerable<decimal> values)
    {
        var sorted = values.Order().ToImmutableArray();
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static IEnumerable<TResult> Select<T, TResult>(this T[] items, Func<T, int, int, TResult> select) =>
        items.Select((item, at) => select(item, at, items.Length));
}
