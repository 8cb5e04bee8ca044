using System.Collections.Immutable;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Raposa.Findings;
using Raposa.Incidents;
using Raposa.Support;

namespace Raposa.Chat;

/// <summary>The platform with two providers of models in its chain, Groq before OpenRouter, as the demo's world serves them.</summary>
public sealed class ChatFixture : ApiFixture, IAsyncLifetime
{
    private (string Groq, string OpenRouter) _keys;

    internal ModelWorld Models { get; } = new();

    async Task IAsyncLifetime.InitializeAsync()
    {
        await Models.InitializeAsync();
        _keys = await Models.KeysAsync();
        await InitializeAsync();
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Models.DisposeAsync();
    }

    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
    [
        new("Raposa:Chat:Providers:groq:Model", "demo"),
        new("Raposa:Chat:Providers:groq:ApiKey", _keys.Groq),
        new("Raposa:Chat:Providers:groq:Url", new Uri(Models.Address, "openai/v1/chat/completions").ToString()),
        new("Raposa:Chat:Providers:groq:InputPrice", "1"),
        new("Raposa:Chat:Providers:groq:StallSeconds", "2"),
        new("Raposa:Chat:Providers:openrouter:Model", "demo"),
        new("Raposa:Chat:Providers:openrouter:ApiKey", _keys.OpenRouter),
        new("Raposa:Chat:Providers:openrouter:Url", new Uri(Models.Address, "api/v1/chat/completions").ToString()),
    ];
}

/// <summary>What a person does with the copilot.</summary>
internal static class ChatCalls
{
    public static async Task RaiseAsync(this ApiFixture api, TestOrganization ours, params ImmutableArray<FindingDraft> drafts) =>
        await api.FindingSink().RaiseAsync(ours.Id, drafts, default);

    /// <summary>On Orleans the API is a process beside the silo, and has no sink of its own.</summary>
    public static FindingSink FindingSink(this ApiFixture api) => new(new(api.Postgres.Tenants));

    public static FindingDraft Finding(this ApiFixture api, string kind, Severity severity, string subject, string title, string detail = "It should not be so.") => new()
    {
        Fingerprint = $"{kind}:900100200301:{subject}", Kind = kind, Severity = severity, Title = title, Detail = detail, AccountId = "900100200301",
        Subject = subject, SeenAt = api.Clock.GetUtcNow().AddMinutes(-5),
    };

    public static async Task<string> BeginAsync(this TestOrganization ours)
    {
        using var made = await ours.Client.PostAsJsonAsync("/v1/conversations", new { });
        made.EnsureSuccessStatusCode();
        return made.Headers.Location!.ToString();
    }

    public static async Task<Heard> AskAsync(this TestOrganization ours, string conversation, string question)
    {
        using var answer = await ours.Client.PostAsJsonAsync($"{conversation}/turns", new { question });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return new(answer.Headers.GetValues("Raposa-Turn").Single(), await EventsIn(answer));
    }

    /// <summary>Asks, by searches, until the owner must wait.</summary>
    public static async Task UseUpQuestionsAsync(this TestOrganization ours)
    {
        while (true)
        {
            using var answer = await ours.Client.PostAsJsonAsync("/v1/search", new { question = "which buckets are public?" });
            if (answer.StatusCode == HttpStatusCode.TooManyRequests)
            {
                return;
            }

            answer.EnsureSuccessStatusCode();
        }
    }

    public static async Task<List<SseItem<string>>> EventsIn(HttpResponseMessage answer)
    {
        List<SseItem<string>> events = [];
        await foreach (var one in SseParser.Create(await answer.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            events.Add(one);
        }

        return events;
    }
}

/// <param name="Turn">Its id.</param>
internal sealed record Heard(string Turn, List<SseItem<string>> Events)
{
    public string Text => Events.Aggregate("", (text, one) => one.EventType switch
    {
        "delta" => text + JsonNode.Parse(one.Data)!["text"],
        "provider" when JsonNode.Parse(one.Data)!["isRestart"] is not null => "",
        _ => text,
    });

    public JsonNode Last => JsonNode.Parse(Events[^1].Data)!;

    public IEnumerable<JsonNode> Of(string type) => Events.Where(one => one.EventType == type).Select(one => JsonNode.Parse(one.Data)!);
}
