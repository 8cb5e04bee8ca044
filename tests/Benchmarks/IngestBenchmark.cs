using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http;
using System.Net.Http.Headers;
using Raposa.Organizations;

namespace Raposa.Benchmarks;

/// <summary>
/// Events per second over HTTP, each acknowledged and durable, beside the same rows by binary COPY into the same table in
/// the same run. Senders, platform and PostgreSQL share the machine.
/// </summary>
internal static class IngestBenchmark
{
    private const int Senders = 16;
    private const int RecordsPerBatch = 1000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    public static async Task<BenchmarkResult> RunAsync()
    {
        var duration = TimeSpan.FromSeconds(int.Parse(
            Environment.GetEnvironmentVariable("RAPOSA_BENCH_SECONDS") ?? "60", CultureInfo.InvariantCulture));
        await using var platform = await BenchmarkPlatform.StartAsync();
        var batches = new TrailBatches(seed: 1, RecordsPerBatch);
        var credential = await platform.IssueCredentialAsync();

        Console.WriteLine("warming up");
        var warm = await SendAsync(platform, credential, Made(batches, 200), WarmUp);
        var enough = (int)(warm.Events / warm.Elapsed.TotalSeconds * duration.TotalSeconds * 1.5 / RecordsPerBatch) + Senders;
        Console.WriteLine($"making {enough} batches of {RecordsPerBatch} records beforehand");
        var made = Made(batches, enough);
        GC.Collect();

        Console.WriteLine($"sending for {duration.TotalSeconds:0} s");
        var sent = await SendAsync(platform, credential, made, duration);
        var evaluated = await platform.CountAsync("select count(*) from ingestion.event e join ingestion.batch b using (org_id, batch_id) where b.evaluated_at is not null");
        var events = await platform.CountAsync("select count(*) from ingestion.event");

        Console.WriteLine("the same rows by COPY");
        var copy = await CopyBaseline.RunAsync(platform.Admin, sent.Bodies, connections: 1);
        var copyByTwo = await CopyBaseline.RunAsync(platform.Admin, sent.Bodies, connections: 2);

        var rate = sent.Events / sent.Elapsed.TotalSeconds;
        return new("ingest",
        [
            new("acknowledged and durable", rate, "events/s"),
            new("sustained for", sent.Elapsed.TotalSeconds, "s"),
            new("the same rows by COPY, one connection", copy, "events/s"),
            new("ratio to COPY", rate / copy, ""),
            new("the same rows by COPY, two connections", copyByTwo, "events/s"),
            new("bytes per record", batches.BytesPerRecord, "bytes"),
            new("answer, median", Percentile(sent.Latencies, 0.5), "ms"),
            new("answer, 99th percentile", Percentile(sent.Latencies, 0.99), "ms"),
            new("of all events, evaluated by detection at the end", 100.0 * evaluated / events, "%"),
        ]);
    }

    private static async Task<Sent> SendAsync(
        BenchmarkPlatform platform, IssuedCredential credential, ConcurrentQueue<byte[]> batches, TimeSpan duration)
    {
        var signer = WebhookSigner.TryParse(credential.SigningSecret)!;
        var bodies = new ConcurrentQueue<byte[]>();
        var latencies = new ConcurrentQueue<double>();
        long events = 0;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
        {
            while (watch.Elapsed < duration && batches.TryDequeue(out var body))
            {
                var started = watch.Elapsed;
                using var request = Sign(signer, credential.ApiKey, body);
                using var answer = await platform.Http.SendAsync(request);
                answer.EnsureSuccessStatusCode();

                // What is acknowledged after the end does not count.
                if (watch.Elapsed <= duration)
                {
                    Interlocked.Add(ref events, RecordsPerBatch);
                }

                latencies.Enqueue((watch.Elapsed - started).TotalMilliseconds);
                bodies.Enqueue(body);
            }
        })));
        return new(events, watch.Elapsed < duration ? watch.Elapsed : duration, [.. bodies], [.. latencies]);
    }

    private static HttpRequestMessage Sign(WebhookSigner signer, string apiKey, byte[] body)
    {
        var id = $"msg_{Guid.CreateVersion7():N}";
        var now = DateTimeOffset.UtcNow;
        return new(HttpMethod.Post, "/v1/ingest/cloudtrail")
        {
            Content = new ByteArrayContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json"), ContentEncoding = { "gzip" } },
            },
            Headers =
            {
                { "x-api-key", apiKey },
                { "webhook-id", id },
                { "webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) },
                { "webhook-signature", signer.Sign(id, now, body) },
            },
        };
    }

    private static ConcurrentQueue<byte[]> Made(TrailBatches batches, int count) =>
        new(Enumerable.Range(0, count).Select(_ => batches.Next()));

    private static double Percentile(double[] values, double share)
    {
        Array.Sort(values);
        return values.Length == 0 ? 0 : values[(int)(share * (values.Length - 1))];
    }

    private sealed record Sent(long Events, TimeSpan Elapsed, byte[][] Bodies, double[] Latencies);
}
