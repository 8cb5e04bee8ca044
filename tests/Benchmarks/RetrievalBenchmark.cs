using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Raposa.Chat;
using Raposa.Database;
using Raposa.Organizations;

namespace Raposa.Benchmarks;

/// <summary>
/// The filtered search of vectors against the exact top ten, worked out in memory from the same vectors: fifty organizations of uneven
/// size, 100,000 findings in all, a thousand questions, each with the filter that its intent gives it.
/// </summary>
internal static class RetrievalBenchmark
{
    private const int Organizations = 50, Findings = 100_000, Questions = 1_000, Top = 10, Page = 500;
    private static readonly (string Name, int Least)[] Sizes = [("up to 1,000", 0), ("1,000 to 5,000", 1_000), ("5,000 to 20,000", 5_000), ("more than 20,000", 20_000)];

    public static async Task<BenchmarkResult> RunAsync()
    {
        await using var platform = await BenchmarkPlatform.StartAsync();
        var store = new PassageStore(platform.Services.GetRequiredService<TenantDatabase>());
        var chance = new Random(20261126);
        var writing = Stopwatch.StartNew();
        var estates = new List<RetrievalEstate>();
        foreach (var size in SizesOfOrganizations())
        {
            var estate = new RetrievalEstate(new OrganizationId(Guid.CreateVersion7()), size, chance.Next());
            foreach (var page in estate.Passages.Chunk(Page))
            {
                await store.WriteAsync(estate.Organization, page, [], null, RetrievalEstate.Now, CancellationToken.None);
            }

            estates.Add(estate);
        }

        var written = writing.Elapsed.TotalSeconds;
        await using (var analyze = platform.Admin.CreateCommand("vacuum analyze chat.passage"))
        {
            analyze.CommandTimeout = 600;
            await analyze.ExecuteNonQueryAsync();
        }

        var asked = new List<Asked>();
        foreach (var estate in estates)
        {
            await AskAsync(platform, store, estate, asked);
        }

        List<BenchmarkRow> rows =
        [
            new("organizations", Organizations, "organizations"), new("findings", estates.Sum(estate => estate.Passages.Length), "findings"),
            new("questions", asked.Count, "questions"), new("embedded and written", written, "s"),
            new("recall of the top 10, all", 100 * asked.Average(one => one.Recall), "%"),
            new("recall of the top 10, the worst organization", 100 * asked.GroupBy(one => one.Size).Min(group => group.Average(one => one.Recall)), "%"),
        ];
        for (var at = 0; at < Sizes.Length; at++)
        {
            var most = at + 1 < Sizes.Length ? Sizes[at + 1].Least : int.MaxValue;
            var these = asked.FindAll(one => one.Size > Sizes[at].Least && one.Size <= most);
            rows.Add(new($"{Sizes[at].Name} findings, questions", these.Count, "questions"));
            rows.Add(new($"{Sizes[at].Name} findings, recall", 100 * these.Average(one => one.Recall), "%"));
            rows.AddRange(Quantiles($"{Sizes[at].Name} findings, the search of vectors", these.ConvertAll(one => one.Search)));
            rows.AddRange(Quantiles($"{Sizes[at].Name} findings, the whole search with words", these.ConvertAll(one => one.Whole)));
        }

        return new("retrieval", rows);
    }

    private static async Task AskAsync(BenchmarkPlatform platform, PassageStore store, RetrievalEstate estate, List<Asked> asked)
    {
        using var memory = new PassageMemory();
        using var meaning = new MeaningSearch([], new(), platform.Services.GetRequiredService<PassageVectorStore>(), platform.Services.GetRequiredService<IProviderCircuits>(), TimeProvider.System, NullLogger<MeaningSearch>.Instance);
        var search = new PassageSearch(store, meaning, memory);
        for (var number = 0; number < Questions / Organizations; number++)
        {
            var question = estate.NextQuestion();
            var intent = IntentRules.Read(question, RetrievalEstate.Now);
            var filter = new PassageFilter(intent.Scopes is [var first, ..] && first != IntentScope.Posture ? [first] : [], RetrievalEstate.Now);
            var (totals, known) = await store.GetStatisticsAsync(estate.Organization, LexicalEmbedder.Embed(question).Indices, CancellationToken.None);
            var vector = LexicalEmbedder.EmbedQuestion(question, new DocumentStatistics<int>(totals.Passages, known).Rarity);

            var watch = Stopwatch.StartNew();
            var (found, _) = await store.FindAsync(estate.Organization, vector, [], filter, Top, CancellationToken.None);
            var searching = watch.Elapsed.TotalMilliseconds;
            watch.Restart();
            await search.FindAsync(estate.Organization, question, filter, CancellationToken.None);
            asked.Add(new(estate.Passages.Length, estate.RecallOf(found, vector, filter, Top), searching, watch.Elapsed.TotalMilliseconds));
        }
    }

    // As firms are: the second half as large as the first, the third a third, until all findings are given out.
    private static List<int> SizesOfOrganizations()
    {
        var weights = Enumerable.Range(1, Organizations).Select(rank => Math.Pow(rank, -1.2)).ToList();
        var sizes = weights.ConvertAll(weight => (int)(Findings * weight / weights.Sum()));
        sizes[0] += Findings - sizes.Sum();
        return sizes;
    }

    private static IEnumerable<BenchmarkRow> Quantiles(string label, List<double> times)
    {
        var ordered = times.Order().ToList();
        return [new($"{label}, median", ordered[ordered.Count / 2], "ms"), new($"{label}, p95", ordered[(int)(ordered.Count * 0.95)], "ms")];
    }

    private sealed record Asked(int Size, double Recall, double Search, double Whole);
}
