using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Raposa.Incidents;
using Raposa.Support;

namespace Raposa.Chat;

/// <summary>The copilot from end to end, with models that answer, fail and lie.</summary>
public sealed class ChatModelsTests(ChatFixture api) : IClassFixture<ChatFixture>, IAsyncLifetime
{
    public Task InitializeAsync() => api.Models.HealAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_first_choice_answers_and_is_accounted_for()
    {
        var ours = await AskedAboutAsync();
        await api.Models.SayAsync("The bucket corvina-raw-events is public [1].");

        var heard = await ours.AskAsync(await ours.BeginAsync(), "which buckets are public?");

        Assert.Equal("The bucket corvina-raw-events is public [1].", heard.Text.Trim());
        Assert.Equal("groq", (string?)heard.Last["provider"]);
        Assert.True((int)heard.Last["outputTokens"]! > 0 && (decimal)heard.Last["costUsd"]! > 0);
    }

    [Fact]
    public async Task A_lie_is_struck_before_anybody_reads_it()
    {
        var ours = await AskedAboutAsync();
        await api.Models.SayAsync("The bucket corvina-raw-events is public [1]. So is globex-raw-events, with 99 objects. Block it first [1].");

        var heard = await ours.AskAsync(await ours.BeginAsync(), "which buckets are public?");

        Assert.Equal("The bucket corvina-raw-events is public [1]. Block it first [1].", heard.Text.Trim());
        Assert.Single(heard.Of("struck"));
        Assert.DoesNotContain("globex", string.Concat(heard.Events.Select(one => one.Data)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_holds_the_evidence_speaks_for_itself()
    {
        var ours = await AskedAboutAsync();
        await api.Models.SayAsync("Everything is fine and no action is needed.");

        var heard = await ours.AskAsync(await ours.BeginAsync(), "which buckets are public?");

        Assert.Contains("corvina-raw-events is public", heard.Text, StringComparison.Ordinal);
        Assert.Equal("embedded", (string?)heard.Last["provider"]);
    }

    [Fact]
    public async Task A_model_that_fails_midway_is_taken_back_and_the_health_says_why()
    {
        var ours = await AskedAboutAsync();
        await api.Models.SayAsync("The bucket corvina-raw-events is public [1]. Block it first, because anybody reads it [1]. Then look who did [1].");
        await api.Models.FailAsync("groq", "error-after");

        var heard = await ours.AskAsync(await ours.BeginAsync(), "which buckets are public?");
        var health = await ours.Client.GetFromJsonAsync<JsonNode>("/v1/models/health?answers=10");

        Assert.Equal("The bucket corvina-raw-events is public [1]. Block it first, because anybody reads it [1]. Then look who did [1].", heard.Text.Trim());
        Assert.Single(heard.Of("provider"), one => one["isRestart"] is not null);
        Assert.Equal((1, 1), ((int)health!["answers"]!, (int)health["pastFirst"]!));
        Assert.Equal("openrouter", (string?)health["providers"]![0]!["provider"]);
        Assert.Equal("Internal server error", (string?)health["providers"]!.AsArray().Single(one => (string?)one!["provider"] == "groq")!["lastFailure"]);
    }

    [Fact]
    public async Task When_every_model_fails_the_answer_comes_without_one()
    {
        var ours = await AskedAboutAsync();
        await api.Models.FailAsync("groq", "unavailable");
        await api.Models.FailAsync("openrouter", "upstream");

        var heard = await ours.AskAsync(await ours.BeginAsync(), "which buckets are public?");

        Assert.Contains("corvina-raw-events", heard.Text, StringComparison.Ordinal);
        Assert.True((bool)heard.Of("provider").Last()["isDegraded"]!);
    }

    private async Task<TestOrganization> AskedAboutAsync()
    {
        var ours = await api.CreateOrganizationAsync();
        await api.RaiseAsync(ours, api.Finding("storage.public", Severity.High, "corvina-raw-events", "The bucket corvina-raw-events is public", "Its policy lets anyone read it."));
        return ours;
    }
}
