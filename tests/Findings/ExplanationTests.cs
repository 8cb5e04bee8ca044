using System.Globalization;
using System.Text.Json.Nodes;
using Raposa.Incidents;
using Raposa.Support;

namespace Raposa.Findings;

public class ExplanationTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_posture_finding_names_its_check_its_documents_and_places_and_comes_out_the_same()
    {
        var ours = await api.CreateOrganizationAsync();
        await ours.JudgeAsync("220000000001", "arn:aws:iam::220000000001:user/ann");
        using var sealedAt = await ours.Client.GetAsync(new Uri("/v1/snapshots", UriKind.Relative));
        var snapshot = (string?)(await api.ReadAsync<JsonNode>(sealedAt))["snapshots"]![0]!["id"];
        await new FindingSink(new(api.Postgres.Tenants)).RaiseAsync(
            ours.Id,
            [
                new()
                {
                    Fingerprint = "posture.iam.user_direct_policies:220000000001:arn:aws:iam::220000000001:user/ann",
                    Kind = "posture.iam.user_direct_policies", Severity = Severity.Low, Title = "It has policies of its own.", Detail = "x",
                    AccountId = "220000000001", Subject = "arn:aws:iam::220000000001:user/ann", SeenAt = api.Clock.GetUtcNow(),
                },
            ],
            default);

        var explanation = await ExplainAsync(ours, "posture.iam.user_direct_policies");

        Assert.Equal(("posture", true), ((string?)explanation["decidedBy"], (bool?)explanation["isSame"]));
        Assert.StartsWith("iam.user_direct_policies: ", (string?)explanation["rule"], StringComparison.Ordinal);
        var document = Assert.Single(explanation["documents"]!.AsArray())!;
        Assert.Equal(("aws_iam_user", snapshot), ((string?)document["source"], (string?)document["snapshotId"]));
        Assert.Equal(64, ((string?)document["sha256"])!.Length);
        Assert.NotEmpty(document["fields"]!.AsArray());
    }

    [Fact]
    public async Task A_machine_is_explained_by_reconciliation_with_its_document_and_comes_out_the_same()
    {
        var ours = await api.CreateOrganizationAsync();
        var (account, instance) = await UnwatchedAsync(api, ours);
        using var told = await ours.Client.GetAsync(new Uri("/v1/reconciliation", UriKind.Relative));
        var verdict = (await api.ReadAsync<JsonNode>(told))["instances"]![0]!;

        var explanation = await ExplainAsync(ours, "reconciliation.unprotected");

        Assert.Equal(
            ("reconciliation", true, $"It counts as {verdict["class"]}: {verdict["reason"]}."),
            ((string?)explanation["decidedBy"], (bool?)explanation["isSame"], (string?)explanation["recomputed"]));
        Assert.Contains(
            explanation["documents"]!.AsArray(), document => ((string?)document!["key"], (string?)document["accountId"]) == (instance, account));
    }

    [Fact]
    public async Task What_was_decided_from_no_document_says_that_it_cannot_be_worked_out_again()
    {
        var ours = await api.CreateOrganizationAsync();
        await ours.RaiseFindingAsync("A trouble");

        var explanation = await ExplainAsync(ours, "test.finding");

        Assert.Equal(("other", null), ((string?)explanation["decidedBy"], (bool?)explanation["isSame"]));
    }

    /// <summary>A live machine that a run of reconciliation has looked at, and a finding of it.</summary>
    internal static async Task<(string Account, string Instance)> UnwatchedAsync(ApiFixture api, TestOrganization ours)
    {
        var (account, instance) = (await ours.ReconcileAsync("a machine")).Split('/') is [var first, var second] ? (first, second) : default;
        await new FindingSink(new(api.Postgres.Tenants)).RaiseAsync(
            ours.Id,
            [
                new()
                {
                    Fingerprint = $"reconciliation.unprotected:{account}:{instance}", Kind = "reconciliation.unprotected", Severity = Severity.High,
                    Title = "A machine runs without a working sensor.", Detail = "x", AccountId = account, Subject = instance, SeenAt = api.Clock.GetUtcNow(),
                },
            ],
            default);
        return (account, instance);
    }

    private async Task<JsonNode> ExplainAsync(TestOrganization ours, string kind)
    {
        using var listed = await ours.Client.GetAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"/v1/findings?kind={kind}"), UriKind.Relative));
        var id = Assert.Single((await api.ReadAsync<FindingList>(listed)).Findings).Id;
        using var answer = await ours.Client.GetAsync(new Uri($"/v1/findings/{id}/explain", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        return await api.ReadAsync<JsonNode>(answer);
    }
}
