#if ENGINE_LOCAL
using System.Diagnostics;
using System.Globalization;
using Raposa.Simulation;

namespace Raposa.Benchmarks;

/// <summary>
/// The simulated month at its full size: 1,000 accounts x 25 sources, 30 days, 50 crashes. The seed comes from
/// <c>RAPOSA_SEED</c>, and is printed before it begins, so that whatever fails can be repeated.
/// </summary>
internal static class MonthBenchmark
{
    public static async Task<BenchmarkResult> RunAsync()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("RAPOSA_SEED"), CultureInfo.InvariantCulture, out var given) ? given : 1;
        var accounts = int.TryParse(Environment.GetEnvironmentVariable("RAPOSA_ACCOUNTS"), CultureInfo.InvariantCulture, out var some)
            ? some
            : MonthSize.Full.Accounts;
        Console.WriteLine($"seed {seed}");
        var watch = Stopwatch.StartNew();
        var month = await CollectionMonth.RunAsync(
            seed,
            MonthSize.Full with { Accounts = accounts },
            day => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"day {day} after {watch.Elapsed.TotalMinutes:0.0} minutes")));
        if (month.Faults.Count > 0)
        {
            throw new InvalidOperationException(month.ToString());
        }

        return new("month",
        [
            new("seed", month.Seed, ""),
            new("accounts", month.Size.Accounts, ""),
            new("sources of each", month.Size.Sources, ""),
            new("runs", month.Runs, ""),
            new("pages", month.Pages, ""),
            new("crashes of the silo", month.Crashes, ""),
            new("runs that a crash interrupted", month.Resumed, ""),
            new("latest start without a crash", month.Latest.TotalSeconds, "s late"),
            new("faults", month.Faults.Count, ""),
            new("took", watch.Elapsed.TotalSeconds, "s"),
            new("peak working set", Process.GetCurrentProcess().PeakWorkingSet64 / 1e6, "MB"),
        ]);
    }
}
#endif
