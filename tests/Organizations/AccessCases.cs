using System.Globalization;
using System.Net.Http;
using System.Net.Http.Json;
using Raposa.Ingestion;
using Raposa.Support;

namespace Raposa.Organizations;

/// <summary>
/// For each endpoint, a request that succeeds for a member who may, about something of the organization that is made for
/// this request. <see cref="AccessTests"/> sends it with every other token there is.
/// </summary>
internal static class AccessCases
{
    /// <summary>In the text of everything made here: it must not show in another organization's answers.</summary>
    public const string Marker = "walked-by-the-access-tests";

    private const string Organization = "/v1/organizations/{organization}";

    private const string Rule =
        """
        title: Any stop
        logsource: { product: aws, service: cloudtrail }
        detection:
            selection: { eventName: StopLogging }
            condition: selection
        """;

    private static int _accounts;

    /// <summary>These need no token. Each checks what it needs by itself, and has its own tests for that.</summary>
    public static readonly IReadOnlySet<string> OpenToAnybody = new HashSet<string>
    {
        "ANY /health/live",
        "ANY /health/ready",
        "GET /.well-known/jwks.json",
        "GET /{**path}",
        "GET /metrics",
        "GET /openapi/{documentName}.json",
        "POST /v1/ingest/cloudtrail",
        "POST /v1/ingest/eventbridge",
        "POST /v1/invitations/accept",
        "POST /v1/organizations",
        "POST /v1/sign-in",
    };

    /// <summary>What these name is the platform's own, the same for everybody: there is nothing of an organization to be found by it.</summary>
    public static readonly IReadOnlySet<string> SameForEverybody = new HashSet<string> { "GET /v1/checks/{id}", "GET /v1/compliance/{framework}", "GET /v1/views/{name}" };

    public static readonly IReadOnlyDictionary<string, Func<TestOrganization, Task<HttpRequestMessage>>> All =
        new Dictionary<string, Func<TestOrganization, Task<HttpRequestMessage>>>
        {
            ["GET /v1/session"] = _ => Get("/v1/session"),
            ["POST /v1/session/organization"] = ours => Post("/v1/session/organization", new { organization = ours.Id.ToString() }),

            [$"GET {Organization}"] = ours => Get($"/v1/organizations/{ours.Id}"),
            [$"PATCH {Organization}/settings"] = ours =>
                Send(HttpMethod.Patch, $"/v1/organizations/{ours.Id}/settings", new { rejectsUnclaimedAccounts = false }),

            [$"GET {Organization}/members"] = ours => Get($"/v1/organizations/{ours.Id}/members"),
            [$"POST {Organization}/members"] = ours => Post(
                $"/v1/organizations/{ours.Id}/members", new { email = $"{Marker}-{Guid.NewGuid():N}@example.com", role = "auditor" }),
            [$"DELETE {Organization}/members/{{personId:guid}}"] = async ours =>
                await Delete($"/v1/organizations/{ours.Id}/members/{(await ours.AddMemberAsync(Role.Auditor)).PersonId}"),

            [$"GET {Organization}/credentials"] = ours => Get($"/v1/organizations/{ours.Id}/credentials"),
            [$"POST {Organization}/credentials"] = ours => Post($"/v1/organizations/{ours.Id}/credentials", new { name = Marker }),
            [$"GET {Organization}/credentials/{{credentialId}}"] = async ours => await Get(await CredentialOf(ours)),
            [$"DELETE {Organization}/credentials/{{credentialId}}"] = async ours => await Delete(await CredentialOf(ours)),
            [$"POST {Organization}/credentials/{{credentialId}}/rotate"] = async ours =>
                await Post($"{await CredentialOf(ours)}/rotate", new { }),
            [$"DELETE {Organization}/credentials/{{credentialId}}/secrets/{{secretId:guid}}"] = async ours =>
            {
                var credential = (await ours.IssueCredentialAsync(Marker)).Credential;
                return await Delete($"/v1/organizations/{ours.Id}/credentials/{credential.Id}/secrets/{credential.Secrets[0].Id}");
            },

            ["GET /v1/accounts"] = async ours =>
            {
                await ours.ClaimAccountAsync(NewAccountId(), Marker);
                return await Get("/v1/accounts");
            },
            ["POST /v1/accounts"] = _ => Post("/v1/accounts", new { accountId = NewAccountId(), name = "An account" }),
            ["GET /v1/accounts/{accountId}"] = async ours => await Get(await AccountOf(ours)),
            ["DELETE /v1/accounts/{accountId}"] = async ours => await Delete(await AccountOf(ours)),

            ["GET /v1/connections"] = async ours =>
            {
                await ConnectionOf(ours);
                return await Get("/v1/connections");
            },
            ["GET /v1/accounts/{accountId}/connection"] = async ours => await Get(await ConnectionOf(ours)),
            ["POST /v1/accounts/{accountId}/connection"] = async ours => await Post($"{await AccountOf(ours)}/connection", new { provider = "aws" }),
            ["POST /v1/accounts/{accountId}/connection/test"] = async ours => await Post($"{await ConnectionOf(ours)}/test", new { }),
            ["DELETE /v1/accounts/{accountId}/connection"] = async ours => await Delete(await ConnectionOf(ours)),
            ["POST /v1/accounts/{accountId}/sources/{source}/run"] = async ours =>
                await Post($"/v1/accounts/{await ours.ConnectAsync(NewAccountId())}/sources/{TestOrganization.Source}/run", new { }),

            ["GET /v1/sources"] = _ => Get("/v1/sources"),
            ["GET /v1/sources/health"] = _ => Get("/v1/sources/health"),
            ["GET /v1/cadences"] = _ => Get("/v1/cadences"),
            ["PUT /v1/cadences"] = _ => Send(HttpMethod.Put, "/v1/cadences", new { source = TestOrganization.Source, minutes = 30 }),
            ["DELETE /v1/cadences/{source}"] = async ours =>
            {
                await ours.SetCadenceAsync("aws_iam_role");
                return await Delete("/v1/cadences/aws_iam_role");
            },

            ["GET /v1/runs"] = async ours =>
            {
                await ours.CollectAsync(NewAccountId(), Marker);
                return await Get("/v1/runs");
            },
            ["GET /v1/runs/{id:guid}"] = async ours => await Get($"/v1/runs/{await ours.CollectAsync(NewAccountId(), Marker)}"),
            ["GET /v1/snapshots"] = async ours =>
            {
                await ours.CollectAsync(NewAccountId(), Marker);
                return await Get("/v1/snapshots");
            },
            ["GET /v1/snapshots/{id:guid}"] = async ours => await Get($"/v1/snapshots/{await ours.CollectAsync(NewAccountId(), Marker)}"),
            ["GET /v1/cost/daily"] = _ => Get("/v1/cost/daily?by=tag"),
            ["GET /v1/cost/anomalies"] = async ours =>
            {
                await ours.AddCostAnomalyAsync(Marker);
                return await Get("/v1/cost/anomalies");
            },
            ["GET /v1/cost/anomalies/{id:guid}"] = async ours => await Get($"/v1/cost/anomalies/{await ours.AddCostAnomalyAsync(Marker)}"),
            ["GET /v1/dns/names"] = _ => Get("/v1/dns/names?standing=unknown"),
            ["GET /v1/dns/names/{name}"] = async ours => await Get($"/v1/dns/names/{await ours.AddDnsNameAsync(Marker)}"),
            ["GET /v1/dns/dangling"] = async ours =>
            {
                await ours.AddDnsNameAsync(Marker);
                return await Get("/v1/dns/dangling");
            },
            ["GET /v1/dns/origins"] = _ => Get("/v1/dns/origins?verdict=exposed"),
            ["GET /v1/views"] = _ => Get("/v1/views"),
            ["GET /v1/views/{name}"] = async ours =>
            {
                await ours.ReconcileAsync(Marker);
                return await Get("/v1/views/unprotected_host");
            },
            ["GET /v1/analyses"] = _ => Get("/v1/analyses"),
            ["POST /v1/analyses"] = _ => Send(HttpMethod.Post, "/v1/analyses", new { }),
            ["GET /v1/network/exposure"] = _ => Get("/v1/network/exposure"),
            ["GET /v1/network/query"] = _ => Get("/v1/network/query?from=internet&to=i-0a1b"),
            ["GET /v1/network/paths"] = _ => Get("/v1/network/paths?from=internet&to=i-0a1b"),
            ["GET /v1/network/blast-radius"] = _ => Get("/v1/network/blast-radius?from=internet"),
            ["GET /v1/network/cut"] = _ => Get("/v1/network/cut?from=internet&to=i-0a1b"),
            ["POST /v1/network/what-if"] = _ => Post("/v1/network/what-if", new { from = "internet", to = "i-0a1b", removedRules = new[] { "sgr-1" } }),
            ["GET /v1/coverage"] = _ => Get("/v1/coverage"),
            ["GET /v1/schema-drift"] = _ => Get("/v1/schema-drift"),
            ["GET /v1/resources"] = async ours =>
            {
                await ours.CollectAsync(NewAccountId(), Marker);
                return await Get("/v1/resources?documents=true");
            },
            ["GET /v1/resources/{source}/{**key}"] = async ours => await Get($"/v1/resources/{await ResourceOf(ours)}"),
            ["GET /v1/history/{source}/{**key}"] = async ours => await Get($"/v1/history/{await ResourceOf(ours)}"),
            ["GET /v1/drift"] = _ => Get("/v1/drift?from=2026-01-01T00:00:00Z"),

            ["GET /v1/reconciliation"] = async ours =>
            {
                await ours.ReconcileAsync(Marker);
                return await Get("/v1/reconciliation");
            },
            ["GET /v1/reconciliation/coverage"] = async ours =>
            {
                await ours.ReconcileAsync(Marker);
                return await Get("/v1/reconciliation/coverage");
            },
            ["GET /v1/reconciliation/history"] = _ => Get("/v1/reconciliation/history"),
            ["GET /v1/reconciliation/{account}/{instance}/explain"] = async ours =>
                await Get($"/v1/reconciliation/{await ours.ReconcileAsync(Marker)}/explain"),

            ["GET /v1/rules"] = async ours =>
            {
                await ours.AddRuleAsync(Marker);
                return await Get("/v1/rules");
            },
            ["POST /v1/rules"] = _ => Post("/v1/rules", new { yaml = Rule }),
            ["GET /v1/rules/{id}"] = async ours => await Get($"/v1/rules/{await ours.AddRuleAsync(Marker)}"),
            ["PUT /v1/rules/{id}/enabled"] = async ours =>
                await Send(HttpMethod.Put, $"/v1/rules/{await ours.AddRuleAsync(Marker)}/enabled", new { enabled = false }),
            ["DELETE /v1/rules/{id}"] = async ours => await Delete($"/v1/rules/{await ours.AddRuleAsync(Marker)}"),

            ["GET /v1/incidents"] = async ours =>
            {
                await ours.OpenIncidentAsync(Marker);
                return await Get("/v1/incidents");
            },
            ["GET /v1/incidents/{id:guid}"] = async ours => await Get($"/v1/incidents/{(await ours.OpenIncidentAsync(Marker)).Id}"),
            ["PUT /v1/incidents/{id:guid}/status"] = async ours =>
                await Send(HttpMethod.Put, $"/v1/incidents/{(await ours.OpenIncidentAsync(Marker)).Id}/status", new { status = "closed" }),
            ["POST /v1/incidents/{id:guid}/review"] = async ours => await Post($"/v1/incidents/{(await ours.OpenIncidentAsync(Marker)).Id}/review", new { }),
            ["GET /v1/incidents/{id:guid}/review"] = async ours => await Get(await ReviewOf(ours)),
            ["POST /v1/incidents/{id:guid}/review/{version:int}/accept"] = async ours => await Post($"{await ReviewOf(ours)}/1/accept", new { }),

            ["GET /v1/findings"] = async ours =>
            {
                await ours.RaiseFindingAsync(Marker);
                return await Get("/v1/findings");
            },
            ["GET /v1/checks"] = _ => Get("/v1/checks"),
            ["GET /v1/checks/{id}"] = _ => Get("/v1/checks/iam.user_direct_policies"),
            ["GET /v1/posture/results"] = async ours =>
            {
                await ours.JudgeAsync(NewAccountId(), Marker);
                return await Get("/v1/posture/results?check=iam.user_direct_policies");
            },
            ["GET /v1/posture/explanation"] = async ours =>
            {
                var account = NewAccountId();
                await ours.JudgeAsync(account, Marker);
                return await Get($"/v1/posture/explanation?check=iam.user_direct_policies&account={account}&resource={Marker}");
            },
            ["GET /v1/compliance"] = _ => Get("/v1/compliance"),
            ["GET /v1/compliance/{framework}"] = _ => Get("/v1/compliance/soc2"),

            ["GET /v1/findings/export"] = async ours =>
            {
                await ours.RaiseFindingAsync(Marker);
                return await Get("/v1/findings/export?format=csv");
            },
            ["GET /v1/findings/summary"] = _ => Get("/v1/findings/summary"),
            ["GET /v1/findings/{id:guid}/history"] = async ours => await Get($"/v1/findings/{await ours.RaiseFindingAsync(Marker)}/history"),
            ["GET /v1/findings/{id:guid}/explain"] = async ours => await Get($"/v1/findings/{await ours.RaiseFindingAsync(Marker)}/explain"),
            ["PUT /v1/findings/{id:guid}/suppression"] = async ours => await Send(
                HttpMethod.Put, $"/v1/findings/{await ours.RaiseFindingAsync(Marker)}/suppression",
                new { reason = "It is known.", until = DateTimeOffset.UtcNow.AddDays(30) }),
            ["DELETE /v1/findings/{id:guid}/suppression"] = async ours => await Delete($"/v1/findings/{await ours.RaiseFindingAsync(Marker)}/suppression"),
            ["GET /v1/findings/{id:guid}"] = async ours => await Get($"/v1/findings/{await ours.RaiseFindingAsync(Marker)}"),

            ["POST /v1/conversations"] = _ => Post("/v1/conversations", new { title = "A conversation" }),
            ["GET /v1/conversations"] = async ours =>
            {
                await ConversationOf(ours);
                return await Get("/v1/conversations");
            },
            ["GET /v1/conversations/{id:guid}"] = async ours => await Get(await ConversationOf(ours)),
            ["GET /v1/conversations/{id:guid}/export"] = async ours => await Get($"{await ConversationOf(ours)}/export"),
            ["PATCH /v1/conversations/{id:guid}"] = async ours => await Send(HttpMethod.Patch, await ConversationOf(ours), new { title = Marker }),
            ["DELETE /v1/conversations/{id:guid}"] = async ours => await Delete(await ConversationOf(ours)),
            ["POST /v1/conversations/{id:guid}/turns"] = async ours => await Post($"{await ConversationOf(ours)}/turns", new { question = "which findings are open?" }),
            ["GET /v1/conversations/{id:guid}/turns/{turn:guid}/events"] = async ours => await Get($"{await TurnOf(ours)}/events"),
            ["DELETE /v1/conversations/{id:guid}/turns/{turn:guid}"] = async ours => await Delete(await TurnOf(ours)),
            ["POST /v1/search"] = _ => Post("/v1/search", new { question = "which findings are open?" }),
            ["GET /v1/models/health"] = _ => Get("/v1/models/health"),

            ["GET /v1/alert-receivers"] = async ours =>
            {
                await ReceiverOf(ours);
                return await Get("/v1/alert-receivers");
            },
            ["POST /v1/alert-receivers"] = _ => Post("/v1/alert-receivers", NewReceiver("A receiver")),
            ["DELETE /v1/alert-receivers/{id:guid}"] = async ours => await Delete(await ReceiverOf(ours)),
            ["POST /v1/alert-receivers/{id:guid}/test"] = async ours => await Post($"{await ReceiverOf(ours)}/test", new { }),
            ["POST /v1/alert-receivers/{id:guid}/enable"] = async ours => await Post($"{await ReceiverOf(ours)}/enable", new { }),
            ["GET /v1/alert-receivers/{id:guid}/deliveries"] = async ours => await Get($"{await ReceiverOf(ours)}/deliveries"),

            ["GET /v1/activity"] = _ => Get("/v1/activity"),

            ["GET /v1/events"] = async ours =>
            {
                await EventOf(ours);
                return await Get("/v1/events");
            },
            ["GET /v1/events/{**eventId}"] = async ours => await Get($"/v1/events/{(await EventOf(ours)).EventId}"),
            ["GET /v1/completeness"] = async ours =>
            {
                await HourOf(ours);
                return await Get("/v1/completeness");
            },
            ["GET /v1/completeness/{accountId}/{region}/{hour}"] = async ours => await Get(await HourOf(ours)),
            ["GET /v1/batches/{batchId:guid}"] = async ours => await Get($"/v1/batches/{(await EventOf(ours)).BatchId}"),
        };

    private static async Task<string> CredentialOf(TestOrganization organization) =>
        $"/v1/organizations/{organization.Id}/credentials/{(await organization.IssueCredentialAsync(Marker)).Credential.Id}";

    private static async Task<(string EventId, Guid BatchId)> EventOf(TestOrganization organization)
    {
        var id = $"{Marker}-{Guid.NewGuid():N}";
        var sender = await TestSender.OfAsync(organization);
        return (id, (await sender.DeliverAsync(TestBatch.Record(id))).BatchId);
    }

    private static object NewReceiver(string name) => new { kind = "mail", name, target = "soc@example.com" };

    private static async Task<string> ReceiverOf(TestOrganization organization)
    {
        using var created = await organization.Client.PostAsJsonAsync("/v1/alert-receivers", NewReceiver(Marker));
        created.EnsureSuccessStatusCode();
        return created.Headers.Location!.ToString();
    }

    private static async Task<string> ConversationOf(TestOrganization organization)
    {
        using var answer = await organization.Client.PostAsJsonAsync("/v1/conversations", new { title = Marker });
        answer.EnsureSuccessStatusCode();
        return answer.Headers.Location!.ToString();
    }

    private static async Task<string> TurnOf(TestOrganization organization)
    {
        var conversation = await ConversationOf(organization);
        using var answer = await organization.Client.PostAsJsonAsync($"{conversation}/turns", new { question = "which findings are open?" });
        answer.EnsureSuccessStatusCode();
        return $"{conversation}/turns/{answer.Headers.GetValues("Raposa-Turn").Single()}";
    }

    private static async Task<string> ReviewOf(TestOrganization organization)
    {
        var review = $"/v1/incidents/{(await organization.OpenIncidentAsync(Marker)).Id}/review";
        using var answer = await organization.Client.PostAsJsonAsync(review, new { });
        answer.EnsureSuccessStatusCode();
        return review;
    }

    private static async Task<string> HourOf(TestOrganization organization)
    {
        var accountId = NewAccountId();
        await organization.CertifyAsync(accountId, Marker, TestBatch.Now);
        return $"/v1/completeness/{accountId}/{Marker}/2026-03-01T12:00:00Z";
    }

    private static async Task<string> ConnectionOf(TestOrganization organization)
    {
        var connection = $"{await AccountOf(organization)}/connection";
        using var connected = await organization.Client.PostAsJsonAsync(connection, new { provider = "aws" });
        connected.EnsureSuccessStatusCode();
        return connection;
    }

    private static async Task<string> ResourceOf(TestOrganization organization)
    {
        var accountId = NewAccountId();
        await organization.CollectAsync(accountId, Marker);
        return $"{TestOrganization.Source}/{Marker}?account={accountId}";
    }

    private static async Task<string> AccountOf(TestOrganization organization)
    {
        var accountId = NewAccountId();
        await organization.ClaimAccountAsync(accountId, Marker);
        return $"/v1/accounts/{accountId}";
    }

    private static string NewAccountId() =>
        (200_000_000_000 + Interlocked.Increment(ref _accounts)).ToString(CultureInfo.InvariantCulture);

    private static Task<HttpRequestMessage> Get(string path) => Send(HttpMethod.Get, path, null);

    private static Task<HttpRequestMessage> Delete(string path) => Send(HttpMethod.Delete, path, null);

    private static Task<HttpRequestMessage> Post(string path, object body) => Send(HttpMethod.Post, path, body);

    private static Task<HttpRequestMessage> Send(HttpMethod method, string path, object? body) =>
        Task.FromResult(new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) });
}
