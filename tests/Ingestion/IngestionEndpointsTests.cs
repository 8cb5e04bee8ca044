using System.Diagnostics.Metrics;
using System.IO.Compression;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Ingestion;

public class IngestionEndpointsTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Bridged =
        """
        {"version":"0","id":"{id}","detail-type":"AWS API Call via CloudTrail","source":"aws.s3","account":"123456789012",
         "time":"2026-02-28T12:00:00Z","region":"eu-west-1","resources":[],"detail":{record}}
        """;

    [Fact]
    public async Task What_is_signed_is_stored_before_it_is_acknowledged()
    {
        var organization = await api.CreateOrganizationAsync();
        var sender = await TestSender.OfAsync(organization);
        var body = $$"""{"Records":[{{TestBatch.Record("1")}},{{TestBatch.Record("1")}},7]}""";

        using var answer = await sender.SendAsync(body);
        var receipt = await api.ReadAsync<IngestReceipt>(answer);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal($"/v1/batches/{receipt.BatchId}", answer.Headers.Location?.ToString());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))), receipt.Sha256);
        Assert.Equal((3, 1, 1, 1), (receipt.Records, receipt.Accepted, receipt.Duplicate, receipt.Rejected));
        Assert.Equal([(2, "not-an-object")], receipt.Rejections.Select(one => (one.Index, one.Reason)));
        Assert.Equal(body, Encoding.UTF8.GetString(StoredObject(organization, receipt)));
        using var stored = await EventAsync(organization, "1");
        Assert.Equal("signedBody", stored.RootElement.GetProperty("provenance").GetString());
        Assert.Equal("GetObject", stored.RootElement.GetProperty("record").GetProperty("eventName").GetString());
        Assert.Equal(receipt.BatchId, stored.RootElement.GetProperty("batchId").GetGuid());
    }

    [Fact]
    public async Task After_a_burst_and_a_quiet_moment_each_shard_takes_the_next_delivery()
    {
        var organization = await api.CreateOrganizationAsync();
        var sender = await TestSender.OfAsync(organization);
        for (var round = 0; round < 2; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 24).Select(number => sender.DeliverAsync(TestBatch.Record($"{round}-{number}"))));
            await EvaluatedAsync(organization);
            await Task.WhenAll(Enumerable.Range(0, new IngestionOptions().Shards).Select(shard => TickAsync(organization, shard)));
        }

        await Task.WhenAll(Enumerable.Range(0, 24).Select(number => sender.DeliverAsync(TestBatch.Record($"last-{number}"))));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Gzip_is_signed_as_it_travels_and_kept_as_it_came(bool saysSo)
    {
        var organization = await api.CreateOrganizationAsync();
        var sender = await TestSender.OfAsync(organization);
        var body = Gzip(Encoding.UTF8.GetBytes(TestBatch.Record("1") + "\n" + TestBatch.Record("2")));

        using var answer = await sender.SendAsync(body, change: request =>
        {
            if (saysSo)
            {
                request.Content!.Headers.ContentEncoding.Add("gzip");
            }
        });

        var receipt = await api.ReadAsync<IngestReceipt>(answer);
        Assert.Equal(2, receipt.Accepted);
        Assert.Equal(body, await File.ReadAllBytesAsync(PathOf(organization, receipt)));
    }

    [Fact]
    public async Task A_replay_is_answered_as_the_first_time_and_stores_nothing()
    {
        var organization = await api.CreateOrganizationAsync();
        var sender = await TestSender.OfAsync(organization);
        var body = $"[{TestBatch.Record("1")},5]";
        using var first = await sender.SendAsync(body, "msg_1");
        var before = await CountsAsync(organization);

        using var second = await sender.SendAsync(body, "msg_1");

        Assert.Equal(HttpStatusCode.Accepted, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(before, await CountsAsync(organization));
    }

    [Fact]
    public async Task Twenty_at_once_of_one_message_store_it_once_and_hear_the_same()
    {
        var organization = await api.CreateOrganizationAsync();
        var sender = await TestSender.OfAsync(organization);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            using var answer = await sender.SendAsync(TestBatch.Record("1"), "msg_1");
            return await answer.Content.ReadAsStringAsync();
        }));

        Assert.Single(answers.Distinct());
        Assert.Equal((1, 1, 1), await CountsAsync(organization));
    }

    [Fact]
    public async Task A_message_id_used_for_another_body_is_a_conflict()
    {
        var organization = await api.CreateOrganizationAsync();
        var sender = await TestSender.OfAsync(organization);
        await sender.DeliverAsync(TestBatch.Record("1"), "msg_1");

        using var answer = await sender.SendAsync(TestBatch.Record("2"), "msg_1");

        Assert.Equal((HttpStatusCode.Conflict, "message-id-reused"), (answer.StatusCode, await CodeAsync(answer)));
        Assert.Equal((1, 1, 1), await CountsAsync(organization));
    }

    [Fact]
    public async Task Whatever_is_wrong_with_the_credentials_the_answer_is_the_same_and_the_counter_knows()
    {
        var ours = await api.CreateOrganizationAsync();
        var sender = await TestSender.OfAsync(ours);
        var theirs = await TestSender.OfAsync(await api.CreateOrganizationAsync());
        var revoked = await ours.IssueCredentialAsync("revoked");
        (await ours.Client.DeleteAsync($"/v1/organizations/current/credentials/{revoked.Credential.Id}")).EnsureSuccessStatusCode();
        using var refusals = new RefusalListener(api.Services.GetRequiredService<IMeterFactory>());
        var nobody = new OrganizationId(Guid.CreateVersion7());

        List<string> answers =
        [
            await Refusal(sender.SendAsync(TestBatch.Record("1"), change: Header("x-api-key", null))),
            await Refusal(sender.SendAsync(TestBatch.Record("1"), change: Header("x-api-key", "rpk_no"))),
            await Refusal(sender.SendAsync(TestBatch.Record("1"), change: Header("x-api-key", $"rpk_{nobody.Value:N}00000000_{new string('0', 64)}"))),
            await Refusal(sender.SendAsync(TestBatch.Record("1"), change: Header("x-api-key", sender.ApiKey[..^1] + (sender.ApiKey[^1] == '0' ? '1' : '0')))),
            await Refusal(sender.SendAsync(TestBatch.Record("1"), change: Header("x-api-key", theirs.ApiKey))),
            await Refusal((sender with { ApiKey = theirs.ApiKey }).SendAsync(TestBatch.Record("1"))),
            await Refusal(TestSender.Of(ours, revoked).SendAsync(TestBatch.Record("1"))),
            await Refusal(sender.SendAsync(TestBatch.Record("1"), at: DateTimeOffset.UtcNow.AddMinutes(-6))),
            await Refusal(sender.SendAsync(TestBatch.Record("1"), at: DateTimeOffset.UtcNow.AddMinutes(6))),
            await Refusal(sender.SendAsync(TestBatch.Record("1"), change: Header("webhook-timestamp", "soon"))),
            await Refusal(sender.SendAsync(TestBatch.Record("1"), change: Header("webhook-signature", null))),
            await Refusal(sender.SendAsync(TestBatch.Record("1"), change: Header("webhook-id", "another"))),
            await Refusal(sender.SendAsync(TestBatch.Record("1"), change: request => request.Content = new StringContent(TestBatch.Record("2")))),
            await Refusal(sender.SendAsync("this is no JSON", at: DateTimeOffset.UtcNow.AddMinutes(6))),
            await Refusal((sender with { ApiKey = revoked.ApiKey }).BridgeAsync("{}")),
        ];

        Assert.Single(answers.Distinct());
        Assert.Contains("\"code\":\"unauthorized\"", answers[0], StringComparison.Ordinal);
        Assert.Equal(
            [
                "clock", "clock", "clock", "headers", "headers", "no-key", "no-key", "signature", "signature", "signature", "signature", "unknown-key",
                "unknown-key", "unknown-key", "unknown-key",
            ],
            refusals.Reasons.Order());
        Assert.Equal((0, 0, 0), await CountsAsync(ours));
    }

    [Fact]
    public async Task During_a_rotation_both_secrets_sign_and_a_revoked_one_does_not()
    {
        var organization = await api.CreateOrganizationAsync();
        var credential = await organization.IssueCredentialAsync();
        var old = TestSender.Of(organization, credential);
        using var rotated = await organization.Client.PostAsJsonAsync(
            $"/v1/organizations/current/credentials/{credential.Credential.Id}/rotate", new { overlapHours = 1 });
        var fresh = old with { SigningSecret = (await api.ReadAsync<IssuedSecret>(rotated)).SigningSecret };

        await old.DeliverAsync(TestBatch.Record("1"));
        await fresh.DeliverAsync(TestBatch.Record("2"));
        (await organization.Client.DeleteAsync(
            $"/v1/organizations/current/credentials/{credential.Credential.Id}/secrets/{credential.Credential.Secrets[0].Id}")).EnsureSuccessStatusCode();

        await Refusal(old.SendAsync(TestBatch.Record("3")));
        await fresh.DeliverAsync(TestBatch.Record("4"));
    }

    [Theory]
    [InlineData("{\"Records\":[", "not-json")]
    [InlineData("", "empty")]
    public async Task What_is_not_JSON_is_a_bad_request_and_stores_nothing(string body, string code)
    {
        var organization = await api.CreateOrganizationAsync();
        var sender = await TestSender.OfAsync(organization);

        using var answer = await sender.SendAsync(body);

        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.StatusCode, await CodeAsync(answer)));
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal((0, 0, 0), await CountsAsync(organization));
    }

    [Fact]
    public async Task A_body_larger_than_the_cap_is_refused_before_the_key_is_looked_at()
    {
        var sender = await TestSender.OfAsync(await api.CreateOrganizationAsync());
        var large = new byte[(5 * 1024 * 1024) + 1];

        using var announced = await sender.SendAsync(large, change: Header("x-api-key", "rpk_no"));
        using var chunked = await sender.SendAsync(large, change: request => request.Headers.TransferEncodingChunked = true);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too-large"), (announced.StatusCode, await CodeAsync(announced)));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too-large"), (chunked.StatusCode, await CodeAsync(chunked)));
    }

    [Fact]
    public async Task A_small_body_that_inflates_beyond_reason_is_too_large()
    {
        var sender = await TestSender.OfAsync(await api.CreateOrganizationAsync());

        using var answer = await sender.SendAsync(Gzip(new byte[8 * 1024 * 1024]));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "too-large"), (answer.StatusCode, await CodeAsync(answer)));
    }

    [Fact]
    public async Task Another_media_type_or_encoding_is_unsupported()
    {
        var sender = await TestSender.OfAsync(await api.CreateOrganizationAsync());

        using var form = await sender.SendAsync(
            "a=b", change: request => request.Content!.Headers.ContentType = new MediaTypeHeaderValue("multipart/form-data"));
        using var brotli = await sender.SendAsync("x", change: request => request.Content!.Headers.ContentEncoding.Add("br"));

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "unsupported-media-type"), (form.StatusCode, await CodeAsync(form)));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, brotli.StatusCode);
    }

    [Fact]
    public async Task EventBridge_sends_with_a_key_alone_and_a_signature_later_raises_the_provenance()
    {
        var organization = await api.CreateOrganizationAsync();
        var sender = await TestSender.OfAsync(organization);

        using var bridged = await sender.BridgeAsync(Bridge("e-1", TestBatch.Record("1")));
        using var before = await EventAsync(organization, "1");
        var receipt = await sender.DeliverAsync(TestBatch.Record("1"));
        using var after = await EventAsync(organization, "1");

        Assert.Equal(1, (await api.ReadAsync<IngestReceipt>(bridged)).Accepted);
        Assert.Equal((0, 1), (receipt.Accepted, receipt.Duplicate));
        Assert.Equal("authenticatedChannel", before.RootElement.GetProperty("provenance").GetString());
        Assert.Equal("123456789012", before.RootElement.GetProperty("accountId").GetString());
        Assert.Equal("signedBody", after.RootElement.GetProperty("provenance").GetString());
    }

    [Fact]
    public async Task EventBridge_is_known_again_by_the_id_of_its_event()
    {
        var organization = await api.CreateOrganizationAsync();
        var sender = await TestSender.OfAsync(organization);

        using var first = await sender.BridgeAsync(Bridge("e-1", TestBatch.Record("1")));
        using var again = await sender.BridgeAsync(Bridge("e-1", TestBatch.Record("1")));
        using var other = await sender.BridgeAsync(Bridge("e-1", TestBatch.Record("2")));
        using var none = await sender.BridgeAsync(TestBatch.Record("3"));

        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Equal((HttpStatusCode.BadRequest, "not-eventbridge"), (none.StatusCode, await CodeAsync(none)));
        Assert.Equal((1, 1, 1), await CountsAsync(organization));
    }

    [Fact]
    public async Task A_key_without_a_secret_cannot_use_up_the_ids_of_signed_messages()
    {
        var organization = await api.CreateOrganizationAsync();
        var sender = await TestSender.OfAsync(organization);
        using var bridged = await sender.BridgeAsync(Bridge("msg_1", TestBatch.Record("1")));

        Assert.Equal(1, (await sender.DeliverAsync(TestBatch.Record("2"), "msg_1")).Accepted);
    }

    [Fact]
    public async Task Records_of_an_account_that_another_organization_claimed_are_rejected_and_nobodys_are_flagged()
    {
        var (ours, theirs) = (await api.CreateOrganizationAsync(), await api.CreateOrganizationAsync());
        await ours.ClaimAccountAsync("411111111111");
        await theirs.ClaimAccountAsync("422222222222");
        var sender = await TestSender.OfAsync(ours);

        var receipt = await sender.DeliverAsync($"[{Of("a", "411111111111")},{Of("b", "422222222222")},{Of("c", "433333333333")}]");

        Assert.Equal((2, 1, 1), (receipt.Accepted, receipt.Rejected, receipt.Unclaimed));
        Assert.Equal([(1, "account-of-another-organization")], receipt.Rejections.Select(one => (one.Index, one.Reason)));
        using var claimed = await EventAsync(ours, "a");
        using var unclaimed = await EventAsync(ours, "c");
        Assert.False(claimed.RootElement.GetProperty("isUnclaimed").GetBoolean());
        Assert.True(unclaimed.RootElement.GetProperty("isUnclaimed").GetBoolean());
    }

    [Fact]
    public async Task A_strict_organization_takes_only_what_it_has_claimed()
    {
        var organization = await api.CreateOrganizationAsync();
        await organization.ClaimAccountAsync("444444444444");
        using var settings = await organization.Client.PatchAsJsonAsync(
            "/v1/organizations/current/settings", new { rejectsUnclaimedAccounts = true });
        settings.EnsureSuccessStatusCode();
        var sender = await TestSender.OfAsync(organization);

        var receipt = await sender.DeliverAsync($"[{Of("a", "444444444444")},{Of("b", "455555555555")},{TestBatch.Record("c")}]");

        Assert.Equal((1, 2), (receipt.Accepted, receipt.Rejected));
        Assert.All(receipt.Rejections, one => Assert.Equal("account-not-claimed", one.Reason));
    }

    [Fact]
    public async Task One_event_in_two_organizations_is_each_ones_own()
    {
        var (ours, theirs) = (await api.CreateOrganizationAsync(), await api.CreateOrganizationAsync());

        Assert.Equal(1, (await (await TestSender.OfAsync(ours)).DeliverAsync(TestBatch.Record("1"), "msg_1")).Accepted);
        Assert.Equal(1, (await (await TestSender.OfAsync(theirs)).DeliverAsync(TestBatch.Record("1"), "msg_1")).Accepted);
    }

    [Fact]
    public async Task While_nothing_can_be_stored_the_sender_is_asked_to_come_again()
    {
        var organization = await api.CreateOrganizationAsync();
        var sender = await TestSender.OfAsync(organization);
        var folder = Path.Combine(api.DataFolder, "objects", "orgs", organization.Id.ToString());
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        await File.WriteAllTextAsync(folder, "a file where the folder should be");

        using var away = await sender.SendAsync(TestBatch.Record("1"), "msg_1");
        using var bridgeAway = await sender.BridgeAsync(Bridge("e-1", TestBatch.Record("1")));
        Assert.Equal((0, 0, 0), await CountsAsync(organization));
        File.Delete(folder);
        var receipt = await sender.DeliverAsync(TestBatch.Record("1"), "msg_1");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), (away.StatusCode, await CodeAsync(away)));
        Assert.Equal(TimeSpan.FromSeconds(5), away.Headers.RetryAfter?.Delta);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, bridgeAway.StatusCode);
        Assert.Equal(1, receipt.Accepted);
    }

    private static Action<HttpRequestMessage> Header(string name, string? value) => request =>
    {
        request.Headers.Remove(name);
        if (value is not null)
        {
            request.Headers.Add(name, value);
        }
    };

    private static string Bridge(string id, string record) =>
        Bridged.Replace("{id}", id, StringComparison.Ordinal).Replace("{record}", record, StringComparison.Ordinal);

    private static string Of(string id, string accountId) =>
        $$"""{"eventID":"{{id}}","eventName":"A","eventTime":"2026-02-28T10:00:00Z","recipientAccountId":"{{accountId}}"}""";

    // Status and body without the one member that tells requests apart.
    private static async Task<string> Refusal(Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return $"{answer.Headers.WwwAuthenticate} {string.Join(' ', body.RootElement.EnumerateObject().Where(member => member.Name != "traceId"))}";
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer)
    {
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return body.RootElement.GetProperty("code").GetString();
    }

    private static async Task<JsonDocument> EventAsync(TestOrganization organization, string id) =>
        JsonDocument.Parse(await organization.Client.GetStringAsync($"/v1/events/{id}"));

    private async Task<(long Batches, long Events, int Objects)> CountsAsync(TestOrganization organization)
    {
        await using var command = api.Postgres.Admin.CreateCommand(
            "select (select count(*) from ingestion.batch where org_id = $1), (select count(*) from ingestion.event where org_id = $1)");
        command.Parameters.Add(new() { Value = organization.Id.Value });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var folder = Path.Combine(api.DataFolder, "objects", "orgs", organization.Id.ToString());
        var objects = Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length : 0;
        return (reader.GetInt64(0), reader.GetInt64(1), objects);
    }

    private string PathOf(TestOrganization organization, IngestReceipt receipt) => Path.Combine(
        api.DataFolder, "objects", "orgs", organization.Id.ToString(), "cloudtrail", $"{receipt.ReceivedAt:yyyy/MM/dd}", $"{receipt.BatchId}.json.gz");

    private byte[] StoredObject(TestOrganization organization, IngestReceipt receipt)
    {
        using var gzip = new GZipStream(File.OpenRead(PathOf(organization, receipt)), CompressionMode.Decompress);
        using var text = new MemoryStream();
        gzip.CopyTo(text);
        return text.ToArray();
    }

    private static byte[] Gzip(byte[] text)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(text);
        }

        return compressed.ToArray();
    }

    private async Task EvaluatedAsync(TestOrganization organization)
    {
        long waiting;
        var until = DateTime.UtcNow.AddSeconds(60);
        do
        {
            await Task.Delay(50);
            await using var connection = await api.Postgres.Tenants.OpenReaderAsync(organization.Id, default);
            await using var command = new NpgsqlCommand("select count(*) from ingestion.batch where evaluated_at is null", connection);
            waiting = (long)(await command.ExecuteScalarAsync())!;
        }
        while (waiting > 0 && DateTime.UtcNow < until);
        Assert.Equal(0, waiting);
    }

    // What the engine does every two minutes.
    private async Task TickAsync(TestOrganization organization, int shard)
    {
        Caller.ActFor(organization.Id);
        await api.Grains.GetGrain<IIngestionGrain>(new IngestionKey(organization.Id, shard).ToString())
            .AsReference<IRemindable>().ReceiveReminder("catch-up", default);
    }

    private sealed class RefusalListener : IDisposable
    {
        private readonly MeterListener _listener = new();

        public RefusalListener(IMeterFactory meters)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "raposa.ingest.refused" && instrument.Meter.Scope == meters)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
            {
                foreach (var tag in tags)
                {
                    if (tag.Key == "reason")
                    {
                        lock (Reasons)
                        {
                            Reasons.Add((string)tag.Value!);
                        }
                    }
                }
            });
            _listener.Start();
        }

        public List<string> Reasons { get; } = [];

        public void Dispose() => _listener.Dispose();
    }
}
