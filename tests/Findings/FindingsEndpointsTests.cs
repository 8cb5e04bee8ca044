using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Raposa.Incidents;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Findings;

public class FindingsEndpointsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task What_is_suppressed_leaves_the_list_and_is_counted_until_that_is_lifted()
    {
        var ours = await api.CreateOrganizationAsync();
        var (known, other) = (await ours.RaiseFindingAsync("A known one"), await ours.RaiseFindingAsync("Another"));

        var suppressed = await SuppressAsync(ours.Client, known, "It is a honeypot.", api.Clock.GetUtcNow().AddDays(30));

        var about = suppressed["suppression"]!;
        Assert.Equal(("It is a honeypot.", true, ours.Owner.Email), ((string?)about["reason"], (bool)about["isActive"]!, (string?)about["authorName"]));
        Assert.Equal(($"{other}", 2, 1), await ListAsync(ours.Client, ""));
        Assert.Equal(($"{known}", 2, 1), await ListAsync(ours.Client, "?suppressed=only"));
        Assert.Equal(($"{known} {other}", 2, 1), await ListAsync(ours.Client, "?suppressed=include&sort=priority"));
        Assert.Equal((2, 1), await SummaryAsync(ours.Client));

        using var lifted = await ours.Client.DeleteAsync(new Uri($"/v1/findings/{known}/suppression", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, lifted.StatusCode);
        Assert.Equal((2, 0), await SummaryAsync(ours.Client));
        var steps = (await ReadAsync(ours.Client, $"/v1/findings/{known}/history"))["steps"]!.AsArray();
        Assert.Equal(["opened", "suppressed", "suppressionLifted"], steps.Select(step => (string?)step!["kind"]));
        Assert.Equal(("It is a honeypot.", ours.Owner.Email), ((string?)steps[1]!["note"], (string?)steps[1]!["authorName"]));
    }

    [Fact]
    public async Task A_suppression_needs_a_reason_and_an_end_within_a_year()
    {
        var ours = await api.CreateOrganizationAsync();
        var id = await ours.RaiseFindingAsync("A known one");
        var now = api.Clock.GetUtcNow();

        foreach (var (reason, until) in new[] { ("", now.AddDays(1)), ("  ", now.AddDays(1)), ("It is known.", now.AddMinutes(-1)), ("It is known.", now.AddDays(400)) })
        {
            using var refused = await ours.Client.PutAsJsonAsync($"/v1/findings/{id}/suppression", new { reason, until });
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        Assert.Equal(($"{id}", 1, 0), await ListAsync(ours.Client, ""));
    }

    [Fact]
    public async Task An_auditor_reads_what_an_analyst_suppresses()
    {
        var ours = await api.CreateOrganizationAsync();
        var id = await ours.RaiseFindingAsync("A known one");
        using var auditor = api.ClientOf(await ours.AddMemberAsync(Role.Auditor));
        using var analyst = api.ClientOf(await ours.AddMemberAsync(Role.Analyst));
        var body = new { reason = "It is known.", until = api.Clock.GetUtcNow().AddDays(1) };

        using var refused = await auditor.PutAsJsonAsync($"/v1/findings/{id}/suppression", body);
        using var accepted = await analyst.PutAsJsonAsync($"/v1/findings/{id}/suppression", body);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (refused.StatusCode, accepted.StatusCode));
        Assert.Equal(($"{id}", 1, 1), await ListAsync(auditor, "?suppressed=only"));
    }

    [Fact]
    public async Task What_to_look_at_first_comes_first_page_by_page()
    {
        var ours = await api.CreateOrganizationAsync();
        (Severity Severity, string Kind, string Subject)[] given =
        [
            (Severity.Low, "test.finding", "a"), (Severity.Critical, "test.finding", "b"), (Severity.High, "reconciliation.unprotected", "i-0a1"),
            (Severity.Medium, "test.finding", "c"), (Severity.Critical, "vendor.guardduty", "i-0a2"),
        ];
        await new FindingSink(new(api.Postgres.Tenants)).RaiseAsync(
            ours.Id,
            [
                .. given.Select(one => new FindingDraft
                {
                    Fingerprint = one.Subject, Kind = one.Kind, Severity = one.Severity, Title = one.Subject, Detail = "x", Subject = one.Subject,
                    SeenAt = api.Clock.GetUtcNow(),
                }),
            ],
            default);

        var subjects = new List<string>();
        string? cursor = null;
        do
        {
            var page = await ReadAsync(ours.Client, $"/v1/findings?sort=priority&limit=2{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            subjects.AddRange(page["findings"]!.AsArray().Select(finding => (string)finding!["subject"]!));
            cursor = (string?)page["next"];
        }
        while (cursor is not null);

        Assert.Equal(["i-0a2", "i-0a1", "b", "c", "a"], subjects);
        var wrong = await ours.Client.GetAsync(new Uri("/v1/findings?sort=priority&cursor=AAAA", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Fact]
    public async Task After_an_analysis_what_reconciliation_says_of_a_machine_is_a_factor_of_its_priority()
    {
        var ours = await api.CreateOrganizationAsync();
        await ExplanationTests.UnwatchedAsync(api, ours);
        using var ran = await ours.Client.PostAsJsonAsync("/v1/analyses", new { });
        ran.EnsureSuccessStatusCode();
        Assert.DoesNotContain((await api.ReadAsync<JsonNode>(ran))["parts"]!.AsArray(), part => (string?)part!["name"] == "priority" && part["error"] is not null);

        var finding = (await ReadAsync(ours.Client, "/v1/findings?kind=reconciliation.unprotected&status=open"))["findings"]![0]!;
        var verdict = (await ReadAsync(ours.Client, "/v1/reconciliation"))["instances"]![0]!;

        var sensor = finding["priority"]!["factors"]!.AsArray().Single(factor => (string?)factor!["name"] == "sensor")!;
        Assert.Equal($"It counts as {verdict["class"]}: {verdict["reason"]}.", (string?)sensor["why"]);
        Assert.Equal((string?)verdict["class"] == "unprotected" ? "missing" : "unknown", (string?)sensor["level"]);
        Assert.NotNull(finding["priority"]!["asOf"]);
        Assert.NotNull((await ReadAsync(ours.Client, "/v1/findings/summary"))["priorityAsOf"]);
    }

    [Fact]
    public async Task After_an_analysis_what_it_found_is_there_to_be_asked_for()
    {
        var ours = await api.CreateOrganizationAsync();
        await ExplanationTests.UnwatchedAsync(api, ours);
        using var ran = await ours.Client.PostAsJsonAsync("/v1/analyses", new { });
        ran.EnsureSuccessStatusCode();

        var part = (await api.ReadAsync<JsonNode>(ran))["parts"]!.AsArray().Single(part => (string?)part!["name"] == "retrieval")!;
        Assert.Null(part["error"]);
        Assert.True((long)part["counts"]!["version"]! > 0);
    }

    private async Task<JsonNode> SuppressAsync(HttpClient client, Guid id, string reason, DateTimeOffset until)
    {
        using var answer = await client.PutAsJsonAsync($"/v1/findings/{id}/suppression", new { reason, until });
        answer.EnsureSuccessStatusCode();
        return await api.ReadAsync<JsonNode>(answer);
    }

    private async Task<JsonNode> ReadAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        return await api.ReadAsync<JsonNode>(answer);
    }

    private async Task<(string Ids, int Matching, int Suppressed)> ListAsync(HttpClient client, string query)
    {
        var list = await ReadAsync(client, $"/v1/findings{query}");
        return (
            string.Join(' ', list["findings"]!.AsArray().Select(finding => (string)finding!["id"]!)), (int)list["counts"]!["matching"]!, (int)list["counts"]!["suppressed"]!);
    }

    private async Task<(int Open, int Suppressed)> SummaryAsync(HttpClient client)
    {
        var summary = await ReadAsync(client, "/v1/findings/summary");
        return ((int)summary["open"]!, (int)summary["suppressed"]!);
    }
}
