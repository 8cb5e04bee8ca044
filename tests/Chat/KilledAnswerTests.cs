#if ENGINE_LOCAL
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;
using Raposa.Findings;
using Raposa.Incidents;
using Raposa.Organizations;
using Raposa.Simulation;
using Raposa.Support;

namespace Raposa.Chat;

/// <summary>The platform as a process, killed while it writes an answer: the reader holds half of it, and the platform none.</summary>
public sealed class KilledAnswerTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime, IDisposable
{
    private const string Question = "which buckets are public?";
    private const string Answer = "Block public access first, because anybody reads it [1]. Then look who opened it [1]. Then close it for the account [1].";

    private readonly ModelWorld _models = new();
    private readonly PlatformProcess _platform = new(postgres);
    private OrganizationId _organization;
    private HttpClient _client = null!;
    private string _conversation = null!;

    public async Task InitializeAsync()
    {
        await _models.InitializeAsync();
        _platform.Settings["Raposa__Chat__Providers__groq__Model"] = "demo";
        _platform.Settings["Raposa__Chat__Providers__groq__ApiKey"] = (await _models.KeysAsync()).Groq;
        _platform.Settings["Raposa__Chat__Providers__groq__Url"] = new Uri(_models.Address, "openai/v1/chat/completions").ToString();
        await _platform.StartAsync();
        (_organization, _client) = await NewOrganizationAsync();
        await new FindingSink(new(postgres.Tenants)).RaiseAsync(_organization, [Public("corvina-raw-events")], default);
        using var made = await _client.PostAsJsonAsync("/v1/conversations", new { title = "Buckets" });
        _conversation = made.Headers.Location!.ToString();
        await _models.SayAsync(Answer);
    }

    public Task DisposeAsync() => _models.DisposeAsync();

    public void Dispose()
    {
        _client?.Dispose();
        _platform.Dispose();
    }

    [Fact]
    public async Task A_kill_loses_an_answer_in_mid_stream_whole_and_one_whose_end_was_heard_not_at_all()
    {
        var (kept, heard) = await HearUntilAsync("done");
        await KillAsync();
        using var keptAgain = await ResumeAsync(kept, heard[1].EventId!);

        Assert.Equal(heard.Skip(2).Select(one => (one.EventId, one.Data)), (await ChatCalls.EventsIn(keptAgain)).Select(one => (one.EventId, one.Data)));
        Assert.Equal((1, 1), await StoredAsync());

        // Another bucket, so that the answer is not the cached one.
        await new FindingSink(new(postgres.Tenants)).RaiseAsync(_organization, [Public("corvina-exports")], default);
        await _models.FailAsync("groq", "stall-after");
        var (lost, half) = await HearUntilAsync("delta");
        await KillAsync();
        using var lostAgain = await ResumeAsync(lost, half[^1].EventId!);

        Assert.DoesNotContain(half, one => one.EventType is "done" or "error");
        Assert.Equal(HttpStatusCode.NotFound, lostAgain.StatusCode);
        Assert.Single((await _client.GetFromJsonAsync<JsonNode>(_conversation))!["turns"]!.AsArray());
        Assert.Equal((1, 1), await StoredAsync());

        // Asked again it is one answer, paid for once.
        await _models.HealAsync();
        await _models.SayAsync(Answer);
        var (_, whole) = await HearUntilAsync("done");
        Assert.Equal(Answer, string.Concat(whole.Where(one => one.EventType == "delta").Select(one => JsonNode.Parse(one.Data)!["text"])).Trim());
        Assert.Equal((2, 2), await StoredAsync());
    }

    private async Task KillAsync()
    {
        await _platform.KillAsync();
        await _platform.StartAsync();
    }

    // Up to the first event of that type, while the answer is written.
    private async Task<(string Turn, List<SseItem<string>> Events)> HearUntilAsync(string type)
    {
        using var ask = new HttpRequestMessage(HttpMethod.Post, $"{_conversation}/turns") { Content = JsonContent.Create(new { question = Question }) };
        var answer = await _client.SendAsync(ask, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        List<SseItem<string>> events = [];
        await foreach (var one in SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            events.Add(one);
            if (one.EventType == type)
            {
                break;
            }
        }

        Assert.Equal(type, events[^1].EventType);
        return (answer.Headers.GetValues("Raposa-Turn").Single(), events);
    }

    private async Task<HttpResponseMessage> ResumeAsync(string turn, string lastEventId)
    {
        using var resume = new HttpRequestMessage(HttpMethod.Get, $"{_conversation}/turns/{turn}/events") { Headers = { { "Last-Event-ID", lastEventId } } };
        return await _client.SendAsync(resume);
    }

    private async Task<(long Turns, long Attempts)> StoredAsync() => (await CountAsync("turn"), await CountAsync("attempt"));

    private async Task<long> CountAsync(string table)
    {
        await using var command = postgres.Admin.CreateCommand($"select count(*) from chat.{table} where org_id = $1");
        command.Parameters.Add(new() { Value = _organization.Value });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static FindingDraft Public(string bucket) => new()
    {
        Fingerprint = $"storage.public:900100200301:{bucket}", Kind = "storage.public", Severity = Severity.High, Title = $"The bucket {bucket} is public",
        Detail = "Its policy lets anyone read it.", AccountId = "900100200301", Subject = bucket, SeenAt = TimeProvider.System.GetUtcNow().AddMinutes(-5),
    };

    private async Task<(OrganizationId Organization, HttpClient Client)> NewOrganizationAsync()
    {
        using var http = new HttpClient { BaseAddress = _platform.BaseAddress };
        string email = $"owner-{Guid.NewGuid():N}@example.com", password = "correct horse battery";
        using var create = new HttpRequestMessage(HttpMethod.Post, "/v1/organizations")
        {
            Content = JsonContent.Create(new { name = "Killed", email, password }), Headers = { { "x-setup-token", PlatformProcess.SetupToken } },
        };
        using var created = await http.SendAsync(create);
        created.EnsureSuccessStatusCode();
        using var organization = JsonDocument.Parse(await created.Content.ReadAsStringAsync());
        using var signedIn = await http.PostAsJsonAsync("/v1/sign-in", new { email, password });
        Assert.True(signedIn.IsSuccessStatusCode, await signedIn.Content.ReadAsStringAsync());
        using var session = JsonDocument.Parse(await signedIn.Content.ReadAsStringAsync());
        return (
            OrganizationId.Parse(organization.RootElement.GetProperty("id").GetString()!),
            new()
            {
                BaseAddress = _platform.BaseAddress,
                DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", session.RootElement.GetProperty("accessToken").GetString()) },
            });
    }
}
#endif
