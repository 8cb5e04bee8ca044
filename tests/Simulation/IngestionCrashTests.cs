#if ENGINE_LOCAL
using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Raposa.Ingestion;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Simulation;

/// <summary>
/// The platform is killed at a moment that the seed decides, under twenty senders, and started again. Whatever it
/// acknowledged is there once.
/// </summary>
public sealed class IngestionCrashTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private const int Rounds = 20;
    private const int Senders = 20;
    private const int RecordsPerMessage = 15;

    private readonly PlatformProcess _platform = new(postgres);
    private readonly ConcurrentQueue<Message> _sent = [];

    [Theory, InlineData(20261121)]
    public async Task Whatever_was_acknowledged_is_there_once_after_any_crash(int seed)
    {
        var random = new Random(seed);
        await _platform.StartAsync();
        var (organization, reader, sender) = await NewOrganizationAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var before = _sent.Count;
            using var stop = new CancellationTokenSource();
            var senders = Enumerable.Range(0, Senders).Select(n => SendUntilAsync(sender, $"{round}-{n}", stop.Token)).ToArray();

            // Counted from the first acknowledgement on, so that a slow start does not make every kill an early one.
            await FirstAcknowledgement(before, senders);
            await Task.Delay(random.Next(0, 400));
            await _platform.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(senders);
            await _platform.StartAsync();
        }

        // A sender that heard nothing repeats; whether the first attempt had arrived must not matter.
        foreach (var message in _sent.Where(message => message.Receipt is null))
        {
            await message.SendAsync(sender, CancellationToken.None);
            Assert.NotNull(message.Receipt);
        }

        var acknowledged = _sent.ToList();
        Assert.True(acknowledged.Count > Rounds * Senders / 2, $"seed {seed}: only {acknowledged.Count} messages were acknowledged");
        await AssertEachRecordIsThereOnce(organization, acknowledged, seed);
        await AssertObjectsStand(organization, acknowledged);
        foreach (var message in acknowledged.Where(_ => random.Next(20) == 0))
        {
            using var found = await reader.GetAsync($"/v1/events/{message.Ids[random.Next(RecordsPerMessage)]}");
            Assert.Equal(HttpStatusCode.OK, found.StatusCode);
            Assert.Equal(message.Receipt, await message.RepeatAsync(sender));
        }
    }

    public void Dispose() => _platform.Dispose();

    private async Task SendUntilAsync(TestSender sender, string name, CancellationToken stop)
    {
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            var message = new Message(string.Create(CultureInfo.InvariantCulture, $"msg-{name}-{n}"));
            _sent.Enqueue(message);
            try
            {
                await message.SendAsync(sender, stop);
            }
            catch (Exception dead) when (dead is HttpRequestException or OperationCanceledException or IOException)
            {
                return;
            }
        }
    }

    private async Task FirstAcknowledgement(int before, Task[] senders)
    {
        while (!_sent.Skip(before).Any(message => message.Receipt is not null) && !senders.All(sender => sender.IsCompleted))
        {
            await Task.Delay(5);
        }
    }

    private async Task AssertEachRecordIsThereOnce(OrganizationId organization, List<Message> acknowledged, int seed)
    {
        var stored = new Dictionary<string, int>();
        await using (var command = postgres.Admin.CreateCommand("select event_id from ingestion.event where org_id = $1"))
        {
            command.Parameters.Add(new() { Value = organization.Value });
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                stored[reader.GetString(0)] = stored.GetValueOrDefault(reader.GetString(0)) + 1;
            }
        }

        Assert.Empty(stored.Where(pair => pair.Value != 1).Select(pair => $"seed {seed}: {pair.Key} is there {pair.Value} times"));
        Assert.Empty(acknowledged.SelectMany(message => message.Ids).Except(stored.Keys).Select(id => $"seed {seed}: {id} was acknowledged and is gone"));
        Assert.Empty(stored.Keys.Except(acknowledged.SelectMany(message => message.Ids)));
    }

    private async Task AssertObjectsStand(OrganizationId organization, List<Message> acknowledged)
    {
        var folder = Path.Combine(_platform.DataFolder, "objects", "orgs", organization.ToString(), "cloudtrail");
        var objects = Directory.GetFiles(folder, "*.json.gz", SearchOption.AllDirectories).ToDictionary(path => Path.GetFileName(path)[..36]);
        foreach (var message in acknowledged)
        {
            using var receipt = JsonDocument.Parse(message.Receipt!);
            await using var gzip = new GZipStream(
                File.OpenRead(objects[receipt.RootElement.GetProperty("batchId").GetString()!]), CompressionMode.Decompress);
            using var text = new StreamReader(gzip);
            Assert.Equal(message.Body, await text.ReadToEndAsync());
        }
    }

    private async Task<(OrganizationId Organization, HttpClient Reader, TestSender Sender)> NewOrganizationAsync()
    {
        using var http = new HttpClient { BaseAddress = _platform.BaseAddress };
        const string email = "owner@example.com", password = "correct horse battery";
        using var create = new HttpRequestMessage(HttpMethod.Post, "/v1/organizations")
        {
            Content = JsonContent.Create(new { name = "Crash", email, password }), Headers = { { "x-setup-token", PlatformProcess.SetupToken } },
        };
        using var created = await http.SendAsync(create);
        created.EnsureSuccessStatusCode();
        using var organization = JsonDocument.Parse(await created.Content.ReadAsStringAsync());
        using var signedIn = await http.PostAsJsonAsync("/v1/sign-in", new { email, password });
        using var session = JsonDocument.Parse(await signedIn.Content.ReadAsStringAsync());
        var reader = new HttpClient { BaseAddress = _platform.BaseAddress };
        reader.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session.RootElement.GetProperty("accessToken").GetString());
        using var issued = await reader.PostAsJsonAsync("/v1/organizations/current/credentials", new { name = "Senders" });
        issued.EnsureSuccessStatusCode();
        using var credential = JsonDocument.Parse(await issued.Content.ReadAsStringAsync());
        return (
            OrganizationId.Parse(organization.RootElement.GetProperty("id").GetString()!),
            reader,
            new(
                new() { BaseAddress = _platform.BaseAddress },
                credential.RootElement.GetProperty("apiKey").GetString()!,
                credential.RootElement.GetProperty("signingSecret").GetString()!));
    }

    private sealed class Message(string id)
    {
        public string[] Ids { get; } = [.. Enumerable.Range(0, RecordsPerMessage).Select(n => $"{id}-{n}")];

        public string Body => $$"""{"Records":[{{string.Join(',', Ids.Select(one => TestBatch.Record(one)))}}]}""";

        /// <summary>What it was acknowledged with, word for word; null until it was.</summary>
        public string? Receipt { get; private set; }

        public async Task SendAsync(TestSender sender, CancellationToken stop)
        {
            using var answer = await sender.SendAsync(Body, id).WaitAsync(stop);
            if (answer.StatusCode == HttpStatusCode.Accepted)
            {
                Receipt = await answer.Content.ReadAsStringAsync(stop);
            }
        }

        public async Task<string> RepeatAsync(TestSender sender)
        {
            using var answer = await sender.SendAsync(Body, id);
            return await answer.Content.ReadAsStringAsync();
        }
    }
}
#endif
