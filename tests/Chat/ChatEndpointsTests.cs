using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Raposa.Incidents;
using Raposa.Support;

namespace Raposa.Chat;

/// <summary>The copilot from end to end, with no model configured.</summary>
public sealed class ChatEndpointsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_question_is_answered_from_the_findings_with_citations_and_no_model()
    {
        var ours = await AskedAboutAsync();

        var heard = await ours.AskAsync(await ours.BeginAsync(), "which admins haven't logged in this quarter?");

        Assert.Contains("svc-legacy-backup has AdministratorAccess, 187 days inactive", heard.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("corvina-raw-events", heard.Text, StringComparison.Ordinal);
        Assert.Equal(["intent", "evidence", "provider"], heard.Events.Take(3).Select(one => one.EventType));
        Assert.Equal("embedded", (string?)heard.Last["provider"]);
        Assert.NotEmpty(heard.Of("citation"));
        Assert.Empty(heard.Of("struck"));
        Assert.Equal(Enumerable.Range(1, heard.Events.Count).Select(id => $"{id}"), heard.Events.Select(one => one.EventId));
    }

    [Fact]
    public async Task What_the_evidence_does_not_hold_is_declined()
    {
        var ours = await AskedAboutAsync();

        var heard = await ours.AskAsync(await ours.BeginAsync(), "why is i-0ffffffffffffffff exposed?");

        Assert.StartsWith("The evidence does not contain an answer", heard.Text, StringComparison.Ordinal);
        Assert.Empty(heard.Of("citation"));
    }

    [Fact]
    public async Task Another_organizations_findings_are_never_found()
    {
        var theirs = await AskedAboutAsync();
        var ours = await api.CreateOrganizationAsync();

        var heard = await ours.AskAsync(await ours.BeginAsync(), "which admins are dormant?");

        Assert.DoesNotContain("svc-legacy-backup", string.Concat(heard.Events.Select(one => one.Data)), StringComparison.Ordinal);
        Assert.DoesNotContain(heard.Of("evidence").Single()["evidence"]!.AsArray(), one => (string?)one!["kind"] != "table");
        Assert.NotEqual(theirs.Id, ours.Id);
    }

    [Fact]
    public async Task What_is_resolved_is_found_no_more_and_what_is_new_at_once()
    {
        var ours = await AskedAboutAsync();
        var sink = api.FindingSink();
        Assert.Contains("svc-legacy-backup", (await ours.AskAsync(await ours.BeginAsync(), "which admins are dormant?")).Text, StringComparison.Ordinal);

        await sink.ResolveAsync(ours.Id, ["identity.dormant:900100200301:svc-legacy-backup"], api.Clock.GetUtcNow(), default);
        await api.RaiseAsync(ours, api.Finding("identity.dormant", Severity.High, "ops-old-admin", "The admin ops-old-admin is dormant"));

        var text = (await ours.AskAsync(await ours.BeginAsync(), "which admins are dormant?")).Text;
        Assert.DoesNotContain("svc-legacy-backup", text, StringComparison.Ordinal);
        Assert.Contains("ops-old-admin", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_follow_up_goes_on_with_the_question_before_it()
    {
        var ours = await AskedAboutAsync();
        var conversation = await ours.BeginAsync();
        await ours.AskAsync(conversation, "which buckets are public?");

        var heard = await ours.AskAsync(conversation, "and why?");

        Assert.Contains("corvina-raw-events", heard.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_exchange_is_kept_and_a_reader_who_comes_back_reads_on()
    {
        var ours = await AskedAboutAsync();
        var conversation = await ours.BeginAsync();
        var heard = await ours.AskAsync(conversation, "which buckets are public?");

        var kept = await ours.Client.GetFromJsonAsync<JsonNode>(conversation);
        using var again = new HttpRequestMessage(HttpMethod.Get, $"{conversation}/turns/{heard.Turn}/events") { Headers = { { "Last-Event-ID", "2" } } };
        using var resumed = await ours.Client.SendAsync(again);

        Assert.Equal("which buckets are public?", (string?)kept!["title"]);
        Assert.Equal(heard.Text.Trim(), (string?)kept["turns"]![0]!["answer"]);
        Assert.Equal(heard.Events.Skip(2).Select(one => one.Data), (await ChatCalls.EventsIn(resumed)).Select(one => one.Data));
        Assert.Contains("corvina-raw-events", await ours.Client.GetStringAsync($"{conversation}/export"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_question_on_the_same_evidence_is_answered_from_the_cache_and_says_so()
    {
        var ours = await AskedAboutAsync();
        var first = await ours.AskAsync(await ours.BeginAsync(), "Which buckets are public?");

        var second = await ours.AskAsync(await ours.BeginAsync(), "which  buckets are public");
        await api.RaiseAsync(ours, api.Finding("storage.public", Severity.High, "corvina-exports", "The bucket corvina-exports is public"));
        var third = await ours.AskAsync(await ours.BeginAsync(), "which buckets are public");

        Assert.Equal((false, true, false), ((bool)first.Last["isCached"]!, (bool)second.Last["isCached"]!, (bool)third.Last["isCached"]!));
        Assert.Equal(first.Text.Trim(), second.Text.Trim());
        Assert.Contains("corvina-exports", third.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repeated_answer_says_when_it_was_given_however_often_it_was_repeated_since()
    {
        var ours = await AskedAboutAsync();
        await ours.AskAsync(await ours.BeginAsync(), "which buckets are public?");

        var second = await ours.AskAsync(await ours.BeginAsync(), "which buckets are public?");
        var third = await ours.AskAsync(await ours.BeginAsync(), "which buckets are public?");

        Assert.NotNull((string?)second.Last["answeredAt"]);
        Assert.Equal((string?)second.Last["answeredAt"], (string?)third.Last["answeredAt"]);
    }

    [Fact]
    public async Task An_answer_goes_with_its_conversation_and_is_not_repeated()
    {
        var ours = await AskedAboutAsync();
        var conversation = await ours.BeginAsync();
        await ours.AskAsync(conversation, "which buckets are public?");
        await ours.AskAsync(await ours.BeginAsync(), "which buckets are public?");
        using var deleted = await ours.Client.DeleteAsync(new Uri(conversation, UriKind.Relative));

        var again = await ours.AskAsync(await ours.BeginAsync(), "which buckets are public?");

        Assert.False((bool)again.Last["isCached"]!);
    }

    [Fact]
    public async Task A_conversation_is_renamed_listed_and_deleted_with_its_turns()
    {
        var ours = await AskedAboutAsync();
        var conversation = await ours.BeginAsync();
        await ours.AskAsync(conversation, "which buckets are public?");

        using var renamed = await ours.Client.PatchAsJsonAsync(conversation, new { title = "Public buckets" });
        var listed = await ours.Client.GetFromJsonAsync<JsonNode>("/v1/conversations");
        using var deleted = await ours.Client.DeleteAsync(new Uri(conversation, UriKind.Relative));
        using var gone = await ours.Client.GetAsync(new Uri(conversation, UriKind.Relative));

        Assert.Equal("Public buckets", (string?)listed!["conversations"]![0]!["title"]);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (deleted.StatusCode, gone.StatusCode));
    }

    [Fact]
    public async Task A_search_says_what_the_question_was_read_as()
    {
        var ours = await AskedAboutAsync();

        using var answer = await ours.Client.PostAsJsonAsync("/v1/search", new { question = "list public buckets" });
        var found = await answer.Content.ReadFromJsonAsync<JsonNode>();

        Assert.Equal("storage", (string?)found!["intent"]!["scopes"]![0]);
        Assert.Equal("The bucket corvina-raw-events is public", (string?)found["evidence"]![0]!["title"]);
    }

    [Fact]
    public async Task The_same_question_again_finds_what_was_found_and_resolved_since()
    {
        var ours = await AskedAboutAsync();
        Assert.DoesNotContain("The bucket corvina-drafts is public", await TitlesAsync(ours, "list public buckets"));
        var draft = api.Finding("storage.public", Severity.High, "corvina-drafts", "The bucket corvina-drafts is public");

        await api.RaiseAsync(ours, draft);
        Assert.Contains("The bucket corvina-drafts is public", await TitlesAsync(ours, "list public buckets"));

        await api.FindingSink().ResolveAsync(ours.Id, [draft.Fingerprint], api.Clock.GetUtcNow(), default);
        Assert.DoesNotContain("The bucket corvina-drafts is public", await TitlesAsync(ours, "list public buckets"));
    }

    [Fact]
    public async Task A_finding_of_any_length_is_found()
    {
        var ours = await AskedAboutAsync();
        await api.RaiseAsync(ours, api.Finding(
            "storage.unlocked", Severity.High, "corvina-vault", "The bucket corvina-vault has no object lock",
            string.Join(' ', Enumerable.Range(0, 20_000).Select(number => $"word{number * 7919L}"))));

        Assert.Contains("The bucket corvina-vault has no object lock", await TitlesAsync(ours, "which bucket has no object lock"));
    }

    private static async Task<List<string?>> TitlesAsync(TestOrganization ours, string question)
    {
        using var answer = await ours.Client.PostAsJsonAsync("/v1/search", new { question });
        return [.. (await answer.Content.ReadFromJsonAsync<JsonNode>())!["evidence"]!.AsArray().Select(one => (string?)one!["title"])];
    }

    private async Task<TestOrganization> AskedAboutAsync()
    {
        var ours = await api.CreateOrganizationAsync();
        await api.RaiseAsync(
            ours,
            api.Finding("identity.dormant", Severity.Critical, "svc-legacy-backup", "svc-legacy-backup has AdministratorAccess, 187 days inactive", "Remove its policy or its keys."),
            api.Finding("storage.public", Severity.High, "corvina-raw-events", "The bucket corvina-raw-events is public", "Its policy lets anyone read it. Block public access."),
            api.Finding("reconciliation.unprotected", Severity.High, "i-0a1b2c3d4e5f60718", "i-0a1b2c3d4e5f60718 has no live sensor", "Install the Falcon sensor."));
        return ours;
    }
}
