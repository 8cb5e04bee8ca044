using System.Text.Json;
using Raposa.Benchmarks;

// One line per benchmark; './raposa bench NAME' builds this in release and hands it the name.
var benchmarks = new Dictionary<string, Func<Task<BenchmarkResult>>>(StringComparer.Ordinal)
{
    ["ingest"] = () => IngestBenchmark.RunAsync(),
    ["rules"] = () => RulesBenchmark.RunAsync(),
    ["engine"] = EngineComparison.RunAsync,
    ["network"] = NetworkBenchmark.RunAsync,
    ["network-oracle"] = NetworkOracleBenchmark.RunAsync,
    ["snapshots"] = () => SnapshotsBenchmark.RunAsync(),
    ["intents"] = IntentsBenchmark.RunAsync,
    ["chat"] = ChatBenchmark.RunAsync,
    ["retrieval"] = RetrievalBenchmark.RunAsync,
    ["reconcile"] = ReconcileBenchmark.RunAsync,
#if ENGINE_LOCAL
    ["month"] = MonthBenchmark.RunAsync,
#endif
};

if (args is [EngineComparison.Round])
{
    Console.WriteLine(JsonSerializer.Serialize(await EngineBenchmark.RunAsync()));
    return 0;
}

if (args is not [var name, ..] || !benchmarks.TryGetValue(name, out var run))
{
    Console.Error.WriteLine($"usage: ./raposa bench <{string.Join('|', benchmarks.Keys)}>");
    return 2;
}

var result = await run();
Report.Print(result);
var folder = Environment.GetEnvironmentVariable("RAPOSA_BENCH_OUT") ?? Path.Combine("artifacts", "bench");
Console.WriteLine($"written to {Report.Write(result, DateTimeOffset.UtcNow, folder)}");
return 0;
