using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Raposa.Incidents;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Chat;

public sealed class IncidentReviewEndpointsTests(ChatFixture api) : IClassFixture<ChatFixture>, IAsyncLifetime
{
    public Task InitializeAsync() => api.Models.HealAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_review_is_written_once_for_its_evidence_and_anew_when_that_changes_and_both_stay()
    {
        var ours = await api.CreateOrganizationAsync();
        await api.Models.FailAsync("groq", "unavailable");
        await api.Models.FailAsync("openrouter", "upstream");
        var incident = await ours.OpenIncidentAsync("A trail was stopped");
        var path = $"/v1/incidents/{incident.Id}/review";

        var first = await WriteAsync(ours, path);
        var again = await WriteAsync(ours, path);
        await AddAsync(ours, incident, "ann deleted the trail.");
        var outdated = await ours.Client.GetFromJsonAsync<JsonNode>(path);
        var second = await WriteAsync(ours, path);
        var all = await ours.Client.GetFromJsonAsync<JsonNode>(path);

        Assert.Equal((1, 1, 2), ((int)first["version"]!, (int)again["version"]!, (int)second["version"]!));
        Assert.Equal(("embedded", 0), ((string?)first["provider"], (int)first["struck"]!));
        Assert.True((bool)outdated!["isOutdated"]!);
        Assert.False((bool)all!["isOutdated"]!);
        Assert.Equal([2, 1], all["versions"]!.AsArray().Select(one => (int)one!["version"]!));
        Assert.Contains("ann deleted the trail", second["sections"]!["story"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ann deleted the trail", all["versions"]![1]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_model_says_of_an_incident_is_held_to_its_evidence()
    {
        var ours = await api.CreateOrganizationAsync();
        var incident = await ours.OpenIncidentAsync("A trail was stopped");
        await api.Models.SayAsync(
            "## Summary\n- The user ann stopped the trail, which hides what follows [1].\n- She also read 4711 objects of globex-vault [1].\n"
            + "## Remediation\n- Revoke the keys of arn:aws:iam::900100200301:user/ann [1].\n- Be careful [1].\n");

        var review = await WriteAsync(ours, $"/v1/incidents/{incident.Id}/review");

        Assert.Equal("groq", (string?)review["provider"]);
        Assert.Equal(["The user ann stopped the trail, which hides what follows [1]."], review["sections"]!["summary"]!.AsArray().Select(line => (string?)line));
        Assert.Equal(["Revoke the keys of arn:aws:iam::900100200301:user/ann [1]."], review["sections"]!["remediation"]!.AsArray().Select(line => (string?)line));
        Assert.Equal(2, (int)review["struck"]!);
        Assert.NotEmpty(review["sections"]!["story"]!.AsArray());
        Assert.DoesNotContain("globex", review.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_machine_written_until_a_person_accepts_it_and_the_first_who_does_stands()
    {
        var ours = await api.CreateOrganizationAsync();
        var incident = await ours.OpenIncidentAsync("A trail was stopped");
        var path = $"/v1/incidents/{incident.Id}/review";
        var written = await WriteAsync(ours, path);
        var second = api.ClientOf(await ours.AddMemberAsync(Role.Analyst));

        using var accepted = await ours.Client.PostAsJsonAsync($"{path}/1/accept", new { });
        using var late = await second.PostAsJsonAsync($"{path}/1/accept", new { });
        using var none = await ours.Client.PostAsJsonAsync($"{path}/7/accept", new { });

        Assert.True((bool)written["isMachineWritten"]!);
        var review = await late.Content.ReadFromJsonAsync<JsonNode>();
        Assert.False((bool)review!["isMachineWritten"]!);
        Assert.Equal(ours.Owner.PersonId, (Guid)review["acceptedBy"]!);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (accepted.StatusCode, none.StatusCode));
    }

    private static async Task<JsonNode> WriteAsync(TestOrganization ours, string path)
    {
        using var answer = await ours.Client.PostAsJsonAsync(path, new { });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private async Task AddAsync(TestOrganization ours, Incident incident, string summary)
    {
        Caller.ActFor(ours.Id);
        await api.Grains.GetGrain<IIncidentGrain>(new IncidentKey(ours.Id, incident.Id).ToString()).Add(
            incident.Actor,
            [
                new()
                {
                    At = api.Clock.GetUtcNow(), RuleId = "another", RuleTitle = "A trail was deleted", Severity = Severity.High, Techniques = ["T1562.008"],
                    EventId = Guid.NewGuid().ToString("D"), Summary = summary,
                },
            ]);
    }
}
