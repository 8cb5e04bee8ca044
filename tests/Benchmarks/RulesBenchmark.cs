using System.Diagnostics;
using System.Text.Json;
using Raposa.DemoWorld;
using Raposa.Detection;

namespace Raposa.Benchmarks;

/// <summary>
/// What an event costs with 10, 100 and 1,000 rules, on one thread: a day of the demo's events, over rules drawn from the
/// catalogue and from generated ones that ask for other calls, most of which never happen, as in any large collection.
/// </summary>
/// <remarks>
/// The rules are shuffled once and the first N taken, so that each size has the same mix and only the number changes.
/// Rates are the median of several rounds, by the processor time used, so that neighbours on the machine do not count. A sample
/// of the day stands parsed beforehand, small enough to stay in the cache; what parsing adds is measured apart.
/// </remarks>
public static class RulesBenchmark
{
    private const int Rounds = 7;
    private const int WarmUps = 4;
    private const int OneOf = 20;
    private static readonly int[] Sizes = [10, 100, 1_000];

    public static Task<BenchmarkResult> RunAsync()
    {
        var day = DemoDay.Generate(seed: 1, new DateTimeOffset(2026, 3, 3, 18, 0, 0, TimeSpan.Zero)).Events;
        var records = day.Where((_, at) => at % OneOf == 0).Select(one => one.Record).ToArray();
        var events = records.Select(record => JsonDocument.Parse(record)).ToArray();
        var pool = GeneratedRules.WithCatalogue(Sizes[^1], seed: 1);
        var rows = new List<BenchmarkRow> { new("events", events.Length, "events") };

        var (whole, evaluated) = (new List<double>(), new List<double>());
        foreach (var size in Sizes)
        {
            var watch = Stopwatch.StartNew();
            var rules = RuleSet.Load(pool.Take(size));
            rows.Add(new($"{size} rules: compiled in", watch.Elapsed.TotalMilliseconds, "ms"));

            var matches = 0;
            whole.Add(Rate(records, record => matches += ParseAndEvaluate(rules, record)));
            rows.Add(new($"{size} rules: parsed and evaluated", whole[^1], "events/s per core"));
            evaluated.Add(Rate(events, one => matches += rules.Evaluate(one.RootElement).Length));
            rows.Add(new($"{size} rules: evaluated only", evaluated[^1], "events/s per core"));
            rows.Add(new($"{size} rules: matches", events.Sum(one => rules.Evaluate(one.RootElement).Length), "matches"));
        }

        rows.Add(new("parsed only", Rate(records, record => JsonDocument.Parse(record).Dispose()), "events/s per core"));
        rows.Add(new($"slower from {Sizes[0]} to {Sizes[^1]} rules, parsed and evaluated", whole[0] / whole[^1], "times"));
        rows.Add(new($"slower from {Sizes[0]} to {Sizes[^1]} rules, evaluated only", evaluated[0] / evaluated[^1], "times"));
        return Task.FromResult(new BenchmarkResult("rules", rows));
    }

    private static int ParseAndEvaluate(RuleSet rules, ReadOnlyMemory<byte> record)
    {
        using var document = JsonDocument.Parse(record);
        return rules.Evaluate(document.RootElement).Length;
    }

    private static double Rate<T>(T[] events, Action<T> evaluate)
    {
        var rates = new List<double>();

        // The first rounds warm up: code is compiled again as it turns out to be hot.
        for (var round = -WarmUps; round < Rounds; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            var done = 0;
            TimeSpan used;
            do
            {
                foreach (var one in events)
                {
                    evaluate(one);
                }

                done += events.Length;
                used = Environment.CpuUsage.TotalTime - before;
            }
            while (used < TimeSpan.FromMilliseconds(400));

            if (round >= 0)
            {
                rates.Add(done / used.TotalSeconds);
            }
        }

        return rates.Order().ElementAt(Rounds / 2);
    }
}
