using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;

namespace Raposa.Benchmarks;

/// <summary>
/// Calls per second inside one process, and what an idle activation costs, on the engine this was built for. Each round of
/// calls alternates with the same round on a bare mailbox, because the speed of a shared machine changes from one second
/// to the next: compare ratios, not seconds.
/// </summary>
public static class EngineBenchmark
{
    private const int Callers = 64;
    private const int Rounds = 3;
    private const int IdleGrains = 100_000;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    public static async Task<BenchmarkResult> RunAsync(CancellationToken cancellation = default)
    {
        using var host = await StartAsync(cancellation);
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var rows = new List<BenchmarkRow>();

        await CompareAsync(rows, "64 callers, 64 grains, int", 64, Many(grains, 64), cancellation);
        await CompareAsync(rows, "64 callers, 1 grain, int", 1, Many(grains, 1), cancellation);
        await CompareAsync(rows, "64 callers, 10,000 grains, int", 64, Many(grains, 10_000), cancellation);
        await CompareAsync(rows, "64 callers, 64 grains, record", 64, Records(grains, 64), cancellation);

        var one = grains.GetGrain<IPingGrain>(0);
        var sequential = await CountAsync(1, (_, i) => one.Ping(i).AsTask(), cancellation);
        rows.Add(new("1 caller, one call after the other", 1_000_000 / sequential, "us/call"));

        await MeasureIdleAsync(rows, grains, cancellation);
        await host.StopAsync(cancellation);
        return new("engine", rows);
    }

    private static async Task<IHost> StartAsync(CancellationToken cancellation)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.UseOrleans(silo => silo.UseLocalhostClustering());
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

    /// <summary>Adds the rate of the engine and its share of the mailbox's, from the medians of alternating rounds.</summary>
    private static async Task CompareAsync(
        List<BenchmarkRow> rows, string label, int mailboxes, Func<int, int, Task> call, CancellationToken cancellation)
    {
        var boxes = Enumerable.Range(0, mailboxes).Select(_ => new Mailbox()).ToArray();
        Task Bare(int caller, int i) => boxes[(caller + i * Callers) % boxes.Length].Ping(i);

        var (engine, bare) = (new List<double>(), new List<double>());
        await CountAsync(Callers, call, cancellation);
        for (var round = 0; round < Rounds; round++)
        {
            bare.Add(await CountAsync(Callers, Bare, cancellation));
            engine.Add(await CountAsync(Callers, call, cancellation));
        }

        rows.Add(new(label, Median(engine), "calls/s"));
        rows.Add(new($"{label}, of a bare mailbox", Median(engine) / Median(bare), "ratio"));
        foreach (var box in boxes)
        {
            box.Close();
            await box.Loop;
        }
    }

    /// <summary>Calls per second of so many callers, each of which waits for its answer before it calls again.</summary>
    private static async Task<double> CountAsync(int callers, Func<int, int, Task> call, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(
            async () =>
            {
                var count = 0;
                while (clock.Elapsed < Round)
                {
                    for (var i = 0; i < 100; i++)
                    {
                        await call(caller, count++);
                    }
                }

                return count;
            },
            cancellation)));
        return counts.Sum(count => (long)count) / clock.Elapsed.TotalSeconds;
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

        rows.Add(new("activations, one after its first call", IdleGrains / took.TotalSeconds, "activations/s"));
        rows.Add(new("idle activation, everything counted", (double)(after - before) / IdleGrains, "bytes"));
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

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
