using System.Diagnostics;
using System.Globalization;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using Microsoft.Extensions.DependencyInjection;
using Raposa.Database;
using Raposa.Findings;
using Raposa.Incidents;
using Raposa.Organizations;

namespace Raposa.Benchmarks;

/// <summary>
/// What the platform adds before the first words of an answer, over a provider that answers at once: from the question's way in over HTTP
/// to the first checked sentence on its way out, while fifty conversations stream at the same time.
/// </summary>
/// <remarks>
/// A provider's answer lasts one to three seconds, as a model's does, and each conversation asks again as soon as one is over: fifty
/// streams are open all the time. They begin over the first two seconds, as people do. The same fifty all at once and without any wait
/// are the second measurement: there they queue for the processors.
/// A sentence goes out when the next one begins, so the provider says two at once.
/// </remarks>
internal static class ChatBenchmark
{
    private const int Conversations = 50, Rounds = 20, BurstRounds = 6, Findings = 1_000, Cached = 2_000;

    public static async Task<BenchmarkResult> RunAsync()
    {
        var chance = new Random(20261126);
        var lasting = true;
        await using var model = await InstantModel.StartAsync(
            "The bucket bench-bucket-0007 is public [1].",
            () =>
            {
                lock (chance)
                {
                    return lasting ? TimeSpan.FromMilliseconds(chance.Next(1_000, 3_000)) : TimeSpan.Zero;
                }
            });
        await using var platform = await BenchmarkPlatform.StartAsync(
            new("Raposa:Chat:Providers:groq:Model", "bench"), new("Raposa:Chat:Providers:groq:ApiKey", "bench"),
            new("Raposa:Chat:Providers:groq:Url", model.Address.ToString()), new("Raposa:Chat:MonthlyAnswers", "1000000"),
            new("Raposa:Chat:QuestionsPerMinute", "1000000"), new("Raposa:Chat:PersonQuestionsPerMinute", "1000000"));
        var (organization, token) = await platform.SignUpAsync();
        platform.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        await RaiseAsync(platform, organization);
        var conversations = new List<string>();
        for (var at = 0; at < Conversations; at++)
        {
            conversations.Add(await BeginAsync(platform.Http));
        }

        // The first questions embed the findings and warm up the code.
        for (var round = 0; round < 3; round++)
        {
            await AskAsync(platform.Http, conversations[0], Question(round, -1));
        }

        var streaming = await AskAllAsync(platform.Http, conversations, Rounds, apart: TimeSpan.FromSeconds(2) / Conversations);
        lasting = false;
        var burst = await AskAllAsync(platform.Http, conversations, BurstRounds, Rounds);
        var cached = new List<double>();
        for (var round = 0; round < Cached; round++)
        {
            cached.Add((await AskAsync(platform.Http, conversations[round % Conversations], Question(1, -1))).Done);
        }

        return new("chat",
        [
            new("conversations at once", Conversations, "conversations"),
            new("findings", Findings, "findings"),
            new("answers, streaming 1 to 3 s each", streaming.Count, "answers"),
            .. Quantiles("to the first words, streaming", streaming),
            .. Quantiles("of it the provider's own", [.. model.Own]),
            .. Quantiles("to the first words, all asking without a pause", burst),
            .. Quantiles("a cached answer, to its end", cached),
        ]);
    }

    private static async Task<List<double>> AskAllAsync(
        HttpClient http, List<string> conversations, int rounds, int from = 0, TimeSpan apart = default)
    {
        var times = await Task.WhenAll(conversations.Select(async (conversation, number) =>
        {
            await Task.Delay(apart * number);
            var own = new List<double>();
            for (var round = from; round < from + rounds; round++)
            {
                own.Add((await AskAsync(http, conversation, Question(round, number))).First);
            }

            return own;
        }));
        return [.. times.SelectMany(one => one)];
    }

    // Each differs, so that none is answered from the cache.
    private static string Question(int round, int conversation) =>
        string.Create(CultureInfo.InvariantCulture, $"which buckets like bench-bucket-0007 are public, case {round} of {conversation}?");

    private static async Task<(double First, double Done)> AskAsync(HttpClient http, string conversation, string question)
    {
        var watch = Stopwatch.StartNew();
        using var ask = new HttpRequestMessage(HttpMethod.Post, $"{conversation}/turns") { Content = JsonContent.Create(new { question }) };
        using var answer = await http.SendAsync(ask, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        double? first = null;
        await foreach (var one in SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            if (one.EventType == "delta")
            {
                first ??= watch.Elapsed.TotalMilliseconds;
            }

            if (one.EventType == "error")
            {
                throw new InvalidOperationException(one.Data);
            }
        }

        return (first ?? throw new InvalidOperationException("An answer said nothing."), watch.Elapsed.TotalMilliseconds);
    }

    private static async Task<string> BeginAsync(HttpClient http)
    {
        using var made = await http.PostAsJsonAsync("/v1/conversations", new { title = "Benchmark" });
        made.EnsureSuccessStatusCode();
        return made.Headers.Location!.ToString();
    }

    private static async Task RaiseAsync(BenchmarkPlatform platform, OrganizationId organization)
    {
        var sink = new FindingSink(new(platform.Services.GetRequiredService<TenantDatabase>()));
        await sink.RaiseAsync(
            organization,
            [
                .. Enumerable.Range(0, Findings).Select(at => string.Create(CultureInfo.InvariantCulture, $"bench-bucket-{at:0000}")).Select(bucket => new FindingDraft
                {
                    Fingerprint = $"storage.public:900100200301:{bucket}", Kind = "storage.public", Severity = Severity.High, Title = $"The bucket {bucket} is public",
                    Detail = "Its policy lets anyone read it. Block public access for the account.", AccountId = "900100200301", Subject = bucket,
                    SeenAt = TimeProvider.System.GetUtcNow(),
                }),
            ],
            CancellationToken.None);
    }

    private static IEnumerable<BenchmarkRow> Quantiles(string label, IReadOnlyCollection<double> times)
    {
        var ordered = times.Order().ToList();
        return [new($"{label}, median", ordered[ordered.Count / 2], "ms"), new($"{label}, p95", ordered[(int)(ordered.Count * 0.95)], "ms")];
    }
}
