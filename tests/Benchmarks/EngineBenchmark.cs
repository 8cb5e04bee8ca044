using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;
using Raposa.Support;

namespace Raposa.Benchmarks;

/// <summary>
/// Calls of 64 callers inside one process, and what an idle activation costs, on the engine this was built for. Each second of
/// calls follows one on a bare mailbox, because the speed of a shared machine changes from one second to the next: compare
/// ratios, not seconds. What is said per core is by the processor time used, so that neighbours on the machine do not count.
/// </summary>
public static class EngineBenchmark
{
    private const int Callers = 64;
    private const int WarmUpCalls = 200_000;
    private const int IdleGrains = 100_000;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(1);

    public static async Task<IReadOnlyList<BenchmarkRow>> RunAsync(CancellationToken cancellation = default)
    {
        using var host = await StartAsync(cancellation);
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var rows = new List<BenchmarkRow>();

        await CompareAsync(rows, "64 grains, int", 64, Many(grains, 64), cancellation);
        await CompareAsync(rows, "1 grain, int", 1, Many(grains, 1), cancellation);
        await CompareAsync(rows, "10,000 grains, int", 64, Many(grains, 10_000), cancellation);
        await CompareAsync(rows, "64 grains, record", 64, Records(grains, 64), cancellation);

        var one = grains.GetGrain<IPingGrain>(0);
        var (sequential, _) = await CountAsync(1, (_, i) => one.Ping(i).AsTask(), cancellation);
        rows.Add(new("1 caller, 1 grain, int", 1_000_000 / sequential, "us/call"));

        await MeasureIdleAsync(rows, grains, cancellation);
        await host.StopAsync(cancellation);
        return rows;
    }

    private static async Task<IHost> StartAsync(CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.UseOrleans(silo => silo.UseLocalhostClustering(FreePort.Next(), FreePort.Next()));
        var host = builder.Build();
        await host.StartAsync(cancellation);
        return host;
    }

    private static Func<int, int, Task> Many(IGrainFactory grains, int count)
    {
        var all = Enumerable.Range(0, count).Select(key => grains.GetGrain<IPingGrain>(key)).ToArray();
        return (caller, i) => all[(caller + i * Callers) % count].Ping(i).AsTask();
    }

    private static Func<int, int, Task> Records(IGrainFactory grains, int count)
    {
        var all = Enumerable.Range(0, count).Select(key => grains.GetGrain<IPingGrain>(key)).ToArray();
        var echo = new Echo(7, "a short text");
        return (caller, i) => all[(caller + i * Callers) % count].Say(echo).AsTask();
    }

    /// <summary>Adds the rate of the engine and its share of the mailbox's, measured one after the other.</summary>
    private static async Task CompareAsync(
        List<BenchmarkRow> rows, string label, int mailboxes, Func<int, int, Task> call, CancellationToken cancellation)
    {
        var boxes = Enumerable.Range(0, mailboxes).Select(_ => new Mailbox()).ToArray();
        Task Bare(int caller, int i) => boxes[(caller + i * Callers) % boxes.Length].Ping(i);

        await WarmUpAsync(Bare, cancellation);
        await WarmUpAsync(call, cancellation);
        var (bare, _) = await CountAsync(Callers, Bare, cancellation);
        var (engine, perCore) = await CountAsync(Callers, call, cancellation);
        rows.Add(new(label, engine, "calls/s"));
        rows.Add(new($"{label}, per core", perCore, "calls/s"));
        rows.Add(new($"{label}, of a bare mailbox", engine / bare, "ratio"));
        foreach (var box in boxes)
        {
            box.Close();
            await box.Loop;
        }
    }

    /// <summary>By number, not by time, because code is compiled again when it has been called often enough.</summary>
    private static async Task WarmUpAsync(Func<int, int, Task> call, CancellationToken cancellation) =>
        await CallAsync(Callers, call, count => count < WarmUpCalls / Callers, cancellation);

    /// <summary>Calls a second, and calls a second of processor time.</summary>
    private static async Task<(double Rate, double PerCore)> CountAsync(
        int callers, Func<int, int, Task> call, CancellationToken cancellation)
    {
        var before = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        var calls = await CallAsync(callers, call, _ => clock.Elapsed < Span, cancellation);
        return (calls / clock.Elapsed.TotalSeconds, calls / (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    /// <summary>How many calls so many callers made, each of which waits for its answer before it calls again.</summary>
    private static async Task<long> CallAsync(
        int callers, Func<int, int, Task> call, Func<int, bool> goesOn, CancellationToken cancellation)
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(
            async () =>
            {
                var count = 0;
                while (goesOn(count))
                {
                    for (var i = 0; i < 100; i++)
                    {
                        await call(caller, count++);
                    }
                }

                return count;
            },
            cancellation)));
        return counts.Sum(count => (long)count);
    }

    private static async Task MeasureIdleAsync(List<BenchmarkRow> rows, IGrainFactory grains, CancellationToken cancellation)
    {
        await grains.GetGrain<IIdleGrain>("warm").Wake();
        var before = HeapAfterCollection();
        var clock = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, IdleGrains),
            new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellation },
            async (key, _) => await grains.GetGrain<IIdleGrain>($"idle-{key}").Wake());
        var took = clock.Elapsed;
        var after = HeapAfterCollection();

        rows.Add(new("activations", IdleGrains / took.TotalSeconds, "activations/s"));
        rows.Add(new("idle activation", (double)(after - before) / IdleGrains, "bytes"));
    }

    private static long HeapAfterCollection()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
