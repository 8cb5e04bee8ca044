using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;
using Raposa.Incidents;
using Raposa.Ingestion;
using Raposa.Ingestion.Signatures;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Findings;

/// <summary>A webhook's way from the finding to a receiver that listens on a loopback port and checks the signature.</summary>
public sealed class AlertReceiverTests(AlertReceiverTests.Fixture api) : IClassFixture<AlertReceiverTests.Fixture>, IAsyncLifetime
{
    private readonly ConcurrentQueue<(IHeaderDictionary Headers, byte[] Body)> _received = [];
    private WebApplication _receiver = null!;
    private TestOrganization _organization = null!;
    private Func<IResult> _answer = () => Results.NoContent();

    private string Address => _receiver.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _receiver = builder.Build();
        _receiver.MapPost("/alerts", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            _received.Enqueue((new HeaderDictionary(request.Headers.ToDictionary()), body.ToArray()));
            return _answer();
        });
        await _receiver.StartAsync();
        _organization = await api.CreateOrganizationAsync();
    }

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [Fact]
    public async Task A_finding_arrives_signed_once_with_what_it_says()
    {
        var created = await Create();
        await Raise("first");
        await Tick(created);
        await Tick(created);

        var (headers, body) = Assert.Single(_received);
        var secret = Convert.FromBase64String(created.SigningSecret!["whsec_".Length..]);
        Assert.Null(StandardWebhook.Refuse(DeliveryOf(headers, body), [secret], api.Clock.GetUtcNow()));
        using var message = JsonDocument.Parse(body);
        Assert.Equal("finding.opened", message.RootElement.GetProperty("type").GetString());
        Assert.Equal("The first is wrong.", message.RootElement.GetProperty("data").GetProperty("title").GetString());
        Assert.NotNull((await Deliveries(created))[0].DeliveredAt);
    }

    [Fact]
    public async Task What_does_not_arrive_comes_again_under_the_same_id()
    {
        var created = await Create();
        _answer = () => Results.StatusCode(503);
        await Raise("second");
        await Tick(created);
        Assert.Equal((1, "It answered 503 Service Unavailable."), ((await Deliveries(created))[0].Attempts, (await Deliveries(created))[0].LastError));

        _answer = () => Results.NoContent();
        api.Clock.Advance(TimeSpan.FromSeconds(6));
        await Tick(created);

        Assert.Equal(2, _received.Count);
        Assert.Single(_received.Select(message => message.Headers["webhook-id"].ToString()).Distinct());
        Assert.NotNull((await Deliveries(created))[0].DeliveredAt);
    }

    [Fact]
    public async Task One_that_is_gone_gets_nothing_more_until_it_is_enabled()
    {
        var created = await Create();
        _answer = () => Results.StatusCode(410);
        await Raise("third");
        await Tick(created);
        await Raise("fourth");
        await Tick(created);

        Assert.Single(_received);
        var disabled = await Single(created);
        Assert.StartsWith("It answered 410 Gone", disabled.DisabledReason, StringComparison.Ordinal);

        using var enabled = await _organization.Client.PostAsync(Path(created, "/enable"), null);
        Assert.Equal(HttpStatusCode.OK, enabled.StatusCode);
        _answer = () => Results.NoContent();
        await Raise("fifth");
        await Tick(created);
        Assert.Equal(2, _received.Count);
    }

    [Fact]
    public async Task A_test_says_whether_it_arrived_and_what_went_wrong()
    {
        var created = await Create();
        Assert.True((await Test(created)).Arrived);

        _answer = () => Results.StatusCode(500);
        Assert.Equal(new(false, "It answered 500 Internal Server Error."), await Test(created));
    }

    [Fact]
    public async Task A_mail_receiver_without_a_mail_server_says_what_to_set()
    {
        using var answer = await _organization.Client.PostAsJsonAsync(
            "/v1/alert-receivers", new { kind = "mail", name = "SOC", target = "soc@example.com" });

        Assert.Equal("There is no mail server: set Raposa:Alerts:SmtpHost.", (await Test(await api.ReadAsync<CreatedAlertReceiver>(answer))).Error);
    }

    [Fact]
    public async Task A_target_that_is_none_is_a_problem_that_says_why()
    {
        using var answer = await _organization.Client.PostAsJsonAsync(
            "/v1/alert-receivers", new { kind = "webhook", name = "SOC", target = "ftp://example.com/" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("is not an address such as https://example.com/alerts", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<CreatedAlertReceiver> Create()
    {
        using var answer = await _organization.Client.PostAsJsonAsync(
            "/v1/alert-receivers", new { kind = "webhook", name = "SOC", target = $"{Address}/alerts" });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await api.ReadAsync<CreatedAlertReceiver>(answer);
    }

    private Task Raise(string what) => new FindingSink(new(api.Postgres.Tenants)).RaiseAsync(
        _organization.Id,
        [
            new()
            {
                Fingerprint = what, Kind = "test.alert", Severity = Severity.High, Title = $"The {what} is wrong.", Detail = "Mend it.",
                Subject = what, SeenAt = api.Clock.GetUtcNow(), IsAlert = true,
            },
        ],
        default);

    // What the engine does each minute.
    private Task Tick(CreatedAlertReceiver created)
    {
        Caller.ActFor(_organization.Id);
        return api.Grains.GetGrain<IAlertReceiverGrain>(new AlertReceiverKey(_organization.Id, created.Receiver.Id).ToString())
            .AsReference<IRemindable>().ReceiveReminder("deliver", default);
    }

    private async Task<AlertTest> Test(CreatedAlertReceiver created)
    {
        using var answer = await _organization.Client.PostAsync(Path(created, "/test"), null);
        return await api.ReadAsync<AlertTest>(answer);
    }

    private async Task<AlertDelivery[]> Deliveries(CreatedAlertReceiver created)
    {
        using var answer = await _organization.Client.GetAsync(Path(created, "/deliveries"));
        return await api.ReadAsync<AlertDelivery[]>(answer);
    }

    private async Task<AlertReceiver> Single(CreatedAlertReceiver created)
    {
        using var answer = await _organization.Client.GetAsync(new Uri("/v1/alert-receivers", UriKind.Relative));
        return Assert.Single(await api.ReadAsync<AlertReceiver[]>(answer), receiver => receiver.Id == created.Receiver.Id);
    }

    private static Uri Path(CreatedAlertReceiver created, string rest) => new($"/v1/alert-receivers/{created.Receiver.Id}{rest}", UriKind.Relative);

    private static Delivery DeliveryOf(IHeaderDictionary headers, byte[] body) => new()
    {
        Channel = DeliveryChannel.Webhook,
        CredentialId = "",
        ApiKeyHash = "",
        MessageId = headers["webhook-id"],
        Timestamp = headers["webhook-timestamp"],
        Signature = headers["webhook-signature"],
        Body = body,
    };

    public sealed class Fixture : ApiFixture
    {
        protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("Raposa:Alerts:AllowsPrivateNetworks", "true")];
    }
}
