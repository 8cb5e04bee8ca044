using System.Collections.Immutable;

namespace Raposa.Cost.Anomalies;

/// <summary>Finds the days on which a service cost what the weeks before do not explain, and the usage that moved it.</summary>
internal static class AnomalyFinder
{
    private const int MostDrivers = 5;

    /// <param name="services">Of one account, each day and service.</param>
    /// <param name="usages">Of the same account, each day, service and kind of usage.</param>
    /// <param name="from">The first day to judge; the ones before are what it is judged by.</param>
    /// <param name="today">Not over: only what is too much already is told of it.</param>
    public static ImmutableArray<FoundAnomaly> Find(IReadOnlyCollection<CostLine> services, IReadOnlyCollection<CostLine> usages, DateOnly from, DateOnly today)
    {
        if (services.Count == 0)
        {
            return [];
        }

        var first = services.Min(line => line.Day);
        var last = services.Max(line => line.Day);
        return
        [
            .. services.GroupBy(line => line.Keys[0]).SelectMany(service =>
            {
                var series = new CostSeries(first, last, service);
                var unusual = Days(series, from > first ? from : first, today).ToList();
                return Episodes(unusual).Select(days => new FoundAnomaly(
                    service.Key, service.First().Currency, days, Drivers(usages.Where(line => line.Keys[0] == service.Key), first, last, days)));
            })
            .OrderByDescending(found => Math.Abs(found.Days.Sum(day => day.Actual - day.Expected))),
        ];
    }

    private static IEnumerable<UnusualDay> Days(CostSeries series, DateOnly from, DateOnly today)
    {
        for (var day = from; day <= series.Last; day = day.AddDays(1))
        {
            if (SeasonalBaseline.Of(series.Before(day), day) is { } baseline && SeasonalBaseline.IsUnusual(series[day], baseline.Expected, baseline.Spread)
                && (series.IsFinal(day) ? day < today : series[day] > baseline.Expected))
            {
                yield return new(day, series[day], baseline.Expected, baseline.Spread, series.IsFinal(day));
            }
        }
    }

    // Days in a row, all above or all below.
    private static IEnumerable<ImmutableArray<UnusualDay>> Episodes(IEnumerable<UnusualDay> days)
    {
        var episode = ImmutableArray.CreateBuilder<UnusualDay>();
        foreach (var day in days)
        {
            if (episode.Count > 0 && (episode[^1].Day.AddDays(1) != day.Day || episode[^1].IsAbove != day.IsAbove))
            {
                yield return episode.DrainToImmutable();
            }

            episode.Add(day);
        }

        if (episode.Count > 0)
        {
            yield return episode.DrainToImmutable();
        }
    }

    private static ImmutableArray<MovedUsage> Drivers(IEnumerable<CostLine> usages, DateOnly first, DateOnly last, ImmutableArray<UnusualDay> days)
    {
        var moved = usages.GroupBy(line => line.Keys.ElementAtOrDefault(1) ?? "").Select(usage =>
        {
            var series = new CostSeries(first, last, usage);

            // What was before the episode: a spike of several days must not explain itself.
            var before = series.Before(days[0].Day).ToArray();
            var expected = days.Sum(day => SeasonalBaseline.Of(before, day.Day)?.Expected ?? 0);
            return new MovedUsage(usage.Key, days.Sum(day => series[day.Day]), expected);
        });
        var isAbove = days[0].IsAbove;
        return
        [
            .. moved.Where(one => isAbove ? one.Actual > one.Expected : one.Actual < one.Expected)
                .OrderByDescending(one => Math.Abs(one.Actual - one.Expected)).ThenBy(one => one.UsageType, StringComparer.Ordinal)
                .Take(MostDrivers),
        ];
    }
}

/// <summary>One service's days, together.</summary>
internal sealed record FoundAnomaly(string Service, string Currency, ImmutableArray<UnusualDay> Days, ImmutableArray<MovedUsage> Drivers);

internal sealed record UnusualDay(DateOnly Day, decimal Actual, decimal Expected, decimal Spread, bool IsFinal)
{
    public bool IsAbove => Actual > Expected;
}

internal sealed record MovedUsage(string UsageType, decimal Actual, decimal Expected);
