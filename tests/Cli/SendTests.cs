using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Raposa.Organizations;

namespace Raposa.Cli;

/// <summary>The sender against a server on the wire that refuses, throttles and answers as told.</summary>
public sealed class SendTests : IAsyncLifetime
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static readonly RetryPlan Quick = new() { First = TimeSpan.FromMilliseconds(1), Attempts = 4 };

    private readonly ConcurrentQueue<Func<Delivered, IResult>> _answers = [];
    private readonly ConcurrentQueue<Delivered> _deliveries = [];
    private WebApplication _server = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.MapPost("/v1/ingest/cloudtrail", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var delivered = new Delivered(request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray());
            _deliveries.Enqueue(delivered);
            return _answers.TryDequeue(out var answer) ? answer(delivered) : Accept(delivered);
        });
        await _server.StartAsync();
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task A_delivery_carries_the_key_and_a_signature_over_the_bytes_on_the_wire()
    {
        var summary = await SendAsync(3);

        Assert.Equal((3, 0, 0, 0), (summary.Accepted, summary.Duplicate, summary.Rejected, summary.ExitCode));
        var delivered = Assert.Single(_deliveries);
        Assert.Equal("rpk_key", delivered.Headers["x-api-key"]);
        Assert.Equal("gzip", delivered.Headers["content-encoding"]);
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(delivered.Headers["webhook-timestamp"], null));
        Assert.Equal(
            WebhookSigner.TryParse(Secret)!.Sign(delivered.Headers["webhook-id"], at, delivered.Body),
            delivered.Headers["webhook-signature"]);
    }

    [Fact]
    public async Task Trouble_that_passes_is_tried_again_under_the_same_message_id()
    {
        Answer(_ => Results.StatusCode(503), _ => Results.StatusCode(429));

        var summary = await SendAsync(1);

        Assert.Equal((1, 0), (summary.Accepted, summary.ExitCode));
        Assert.Equal(3, _deliveries.Count);
        Assert.Single(_deliveries.Select(delivered => delivered.Headers["webhook-id"]).Distinct());
    }

    [Fact]
    public async Task Trouble_that_stays_is_given_up_and_stops_what_is_behind_it()
    {
        Answer([.. Enumerable.Repeat<Func<Delivered, IResult>>(_ => Results.StatusCode(503), 1_000)]);

        var summary = await SendAsync(40_000);

        Assert.Equal(3, summary.ExitCode);
        Assert.Contains("503", summary.Failure, StringComparison.Ordinal);
        Assert.Contains("(tried 4 times)", summary.Failure, StringComparison.Ordinal);
        Assert.InRange(summary.NotDelivered, 1_000, 39_000);
    }

    [Fact]
    public async Task A_refused_key_is_not_tried_again()
    {
        Answer([.. Enumerable.Repeat<Func<Delivered, IResult>>(_ => Results.Problem(statusCode: 401), 10)]);

        var summary = await SendAsync(10);

        Assert.Equal((3, 10), (summary.ExitCode, summary.NotDelivered));
        Assert.Single(_deliveries);
        Assert.Contains("--key, --secret", summary.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_too_large_for_the_server_goes_in_halves()
    {
        Answer(_ => Results.Problem(statusCode: 413));

        var summary = await SendAsync(5);

        Assert.Equal((5, 0), (summary.Accepted, summary.ExitCode));
        Assert.Equal([5, 2, 3], _deliveries.Select(delivered => delivered.Records));
    }

    [Fact]
    public async Task Rejected_records_are_named_by_their_place_in_the_file()
    {
        Answer(_ => Results.Json(
            new
            {
                BatchId = Guid.Empty, Records = 3, Accepted = 1, Duplicate = 1, Rejected = 1, Unclaimed = 0,
                Rejections = new[] { new { Index = 2, Reason = "not-cloudtrail", Detail = "It has no eventName." } },
            },
            statusCode: 202));

        var summary = await SendAsync(3);

        Assert.Equal((1, 1, 1, 1), (summary.Accepted, summary.Duplicate, summary.Rejected, summary.ExitCode));
        var rejection = Assert.Single(summary.Rejections);
        Assert.Equal(("file.jsonl:3", "not-cloudtrail"), (rejection.Record.Place, rejection.Reason));
    }

    [Fact]
    public async Task A_refused_batch_counts_each_of_its_records_as_rejected()
    {
        Answer(_ => Results.Problem("Not one record in it.", statusCode: 400, extensions: new Dictionary<string, object?> { ["code"] = "not-json" }));

        var summary = await SendAsync(2);

        Assert.Equal((2, 1), (summary.Rejected, summary.ExitCode));
        Assert.All(summary.Rejections, one => Assert.Equal(("not-json", "Not one record in it."), (one.Reason, one.Detail)));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        using var http = DeliveryClient.NewHttpClient();
        var sender = new Sender(new(http, new("http://127.0.0.1:1/"), "rpk_key", WebhookSigner.TryParse(Secret)!, Quick, TimeProvider.System));
        var summary = new SendSummary();

        await sender.SendAsync(Batch.CutAsync(Records(1)), summary, _ => { }, default);

        Assert.Equal(3, summary.ExitCode);
        Assert.StartsWith("http://127.0.0.1:1/ does not answer", summary.Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, Secret, "here", "RAPOSA_API_KEY")]
    [InlineData("rpk_key", "whsec_short", "here", "RAPOSA_SIGNING_SECRET")]
    [InlineData("rpk_key", Secret, "nowhere", "no such file or folder")]
    public async Task A_wrong_call_ends_with_two_and_the_remedy(string? key, string secret, string path, string remedy)
    {
        var here = Path.GetTempFileName();
        var errors = new StringWriter();
        var before = Console.Error;
        Console.SetError(errors);
        try
        {
            var code = await SendCommand.RunAsync(new([path == "here" ? here : path], key, secret, null, IsJson: true), default);

            Assert.Equal(2, code);
            Assert.Contains(remedy, errors.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            Console.SetError(before);
            File.Delete(here);
        }
    }

    private async Task<SendSummary> SendAsync(int records)
    {
        using var http = DeliveryClient.NewHttpClient();
        var address = new Uri(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");
        var sender = new Sender(new(http, address, "rpk_key", WebhookSigner.TryParse(Secret)!, Quick, TimeProvider.System));
        var summary = new SendSummary();
        await sender.SendAsync(Batch.CutAsync(Records(records)), summary, _ => { }, default);
        return summary;
    }

    private static IAsyncEnumerable<TrailRecord> Records(int count) =>
        Enumerable.Range(0, count).Select(line => new TrailRecord("file.jsonl", line, IsLine: true, "{}"u8.ToArray())).ToAsyncEnumerable();

    private void Answer(params Func<Delivered, IResult>[] answers)
    {
        foreach (var answer in answers)
        {
            _answers.Enqueue(answer);
        }
    }

    private static IResult Accept(Delivered delivered) => Results.Json(
        new
        {
            BatchId = Guid.Empty, delivered.Records, Accepted = delivered.Records, Duplicate = 0, Rejected = 0, Unclaimed = 0,
            Rejections = Array.Empty<object>(),
        },
        statusCode: 202);

    private sealed record Delivered(Dictionary<string, string> Headers, byte[] Body)
    {
        public int Records
        {
            get
            {
                Stream body = new MemoryStream(Body);
                using var text = Headers.ContainsKey("content-encoding") ? new GZipStream(body, CompressionMode.Decompress) : body;
                return JsonDocument.Parse(text).RootElement.EnumerateObject().Single().Value.GetArrayLength();
            }
        }
    }
}
