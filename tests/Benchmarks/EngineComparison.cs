using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Raposa.Benchmarks;

/// <summary>
/// <see cref="EngineBenchmark"/> on both engines. Each is a program of its own, because one is compiled for one engine; their
/// rounds take turns, so that a machine whose speed changes changes it for both. Figures are medians over the rounds. A rate
/// is better the higher its ratio is; the time of a call and the bytes of an activation, the lower.
/// </summary>
/// <remarks>
/// <c>RAPOSA_BENCH_ORLEANS</c> is this program as compiled for Orleans. Where there is none, <c>RAPOSA_BENCH_NO_ORLEANS</c>
/// says why, and the result says it again.
/// </remarks>
internal static class EngineComparison
{
    /// <summary>The argument with which this program measures one round and writes its rows as JSON.</summary>
    public const string Round = "engine-round";

    private const int Rounds = 3;

    public static async Task<BenchmarkResult> RunAsync()
    {
        var orleans = Environment.GetEnvironmentVariable("RAPOSA_BENCH_ORLEANS");
        var local = Assembly.GetExecutingAssembly().Location;
        string[] programs = orleans is null ? [local] : [local, orleans];
        var rounds = new List<BenchmarkRow[][]>();
        for (var round = 1; round <= Rounds; round++)
        {
            Console.WriteLine($"round {round} of {Rounds}");
            var measured = new List<BenchmarkRow[]>();
            foreach (var program in programs)
            {
                measured.Add(await MeasureAsync(program));
            }

            rounds.Add([.. measured]);
        }

        return new("engine", Compare(rounds), orleans is null ? WhyNotOrleans() : null);
    }

    /// <summary>Each figure by engine, then the two engines' ratio: the median of the ratios, since a round's two are closest in time.</summary>
    private static List<BenchmarkRow> Compare(List<BenchmarkRow[][]> rounds)
    {
        var rows = new List<BenchmarkRow>();
        for (var figure = 0; figure < rounds[0][0].Length; figure++)
        {
            var one = figure;
            rows.AddRange(rounds[0].Select((first, engine) => first[one] with { Value = Median(rounds, round => round[engine][one].Value) }));
            if (rounds[0] is [var local, var orleans])
            {
                rows.Add(local[one] with
                {
                    Value = Median(rounds, round => round[0][one].Value / round[1][one].Value),
                    Unit = "ratio",
                    Engine = $"{local[one].Engine} / {orleans[one].Engine}",
                });
            }
        }

        return rows;
    }

    private static async Task<BenchmarkRow[]> MeasureAsync(string program)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, Round]) { RedirectStandardOutput = true })!;
        var rows = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<BenchmarkRow[]>(rows)!
            : throw new InvalidOperationException($"{program} {Round} ended with exit code {process.ExitCode}.");
    }

    private static string WhyNotOrleans() =>
        Environment.GetEnvironmentVariable("RAPOSA_BENCH_NO_ORLEANS") is { Length: > 0 } reason
            ? $"Orleans was not measured: its packages do not restore here ({reason})"
            : "Orleans was not measured: RAPOSA_BENCH_ORLEANS names no program compiled for it";

    private static double Median(List<BenchmarkRow[][]> rounds, Func<BenchmarkRow[][], double> value) =>
        rounds.Select(value).Order().ElementAt(rounds.Count / 2);
}
