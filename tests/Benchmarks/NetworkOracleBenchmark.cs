using System.Diagnostics;
using Raposa.Network.Oracle;
using Raposa.Network.Reachability;

namespace Raposa.Benchmarks;

/// <summary>A hundred thousand random networks against the packet walker; the test suite takes the first of them.</summary>
internal static class NetworkOracleBenchmark
{
    private const int Cases = 100_000;
    private const int Shown = 10;

    public static Task<BenchmarkResult> RunAsync()
    {
        var watch = Stopwatch.StartNew();
        var outcomes = new int[3];
        var wrong = new List<string>();
        Parallel.For(1, Cases + 1, seed =>
        {
            var disagreement = OracleRun.Check(seed, out var outcome);
            Interlocked.Increment(ref outcomes[(int)outcome]);
            if (disagreement is not null)
            {
                lock (wrong)
                {
                    wrong.Add(disagreement);
                }
            }
        });
        foreach (var one in wrong.Take(Shown))
        {
            Console.Error.WriteLine(one);
        }

        return Task.FromResult(new BenchmarkResult(
            "network-oracle",
            [
                new("cases", Cases, "cases"),
                new("allowed", outcomes[(int)Outcome.Allowed], "cases"),
                new("denied", outcomes[(int)Outcome.Denied], "cases"),
                new("disagreements", wrong.Count, "cases"),
                new("time", watch.Elapsed.TotalSeconds, "s"),
            ]));
    }
}
