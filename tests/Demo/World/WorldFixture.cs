using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Raposa.Accounts;
using Raposa.Collection;
using Raposa.DemoWorld;
using Raposa.DemoWorld.Estate;
using Raposa.Organizations;

namespace Raposa.Demo;

/// <summary>A world on the wire whose clock stands, and the platform's own client in front of it, connected to its three accounts.</summary>
public sealed class WorldFixture : IAsyncLifetime
{
    internal static readonly DateTimeOffset Anchor = new(2026, 3, 14, 9, 26, 53, TimeSpan.Zero);

    internal const string Production = "900100200301", Staging = "900100200302", Security = "900100200303";

    private const string Role = "raposa-readonly";

    private readonly string _tokenFile = Path.Combine(Path.GetTempPath(), $"raposa-world-{Guid.NewGuid():N}");
    private readonly AwsHttpClient _aws = new(AwsHttpClient.NewHttpClient());
    private WebApplication _app = null!;
    private readonly List<AwsSessions> _sessions = [];

    internal static OrganizationId Organization { get; } = OrganizationId.Parse("00000000-0000-0000-0000-0000000000c1");

    internal Uri Address { get; private set; } = null!;

    internal HttpClient Http { get; } = new();

    internal IAwsClient Aws { get; private set; } = null!;

    /// <summary>How the accounts are entered.</summary>
    internal IAwsConnections Connections { get; } = new ConnectionsOf(account => new($"arn:aws:iam::{account.AccountId}:role/{Role}", ExternalIdOf(account.AccountId), "eu-west-1"));

    internal WorldClock Clock => _app.Services.GetRequiredService<WorldClock>();

    internal CompanyEstate Company => _app.Services.GetRequiredService<CompanyEstate>();

    public async Task InitializeAsync()
    {
        _app = WorldServer.Build(
            new WorldSettings { Port = 0, Seed = 7, Instances = 240, FalconHosts = 3_000, Anchor = Anchor, TokenFile = _tokenFile, Speed = 0 }, TimeProvider.System);
        await _app.StartAsync();
        Address = new(WorldServer.AddressOf(_app.Services.GetRequiredService<IServer>()));
        Clock.Set(Anchor.AddMinutes(3));
        await UntilReadyAsync();
        foreach (var account in (string[])[Production, Staging, Security])
        {
            await DeployAsync(account);
        }

        Aws = NewClient();
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        _sessions.ForEach(one => one.Dispose());
        await _app.DisposeAsync();
        File.Delete(_tokenFile);
    }

    internal async Task<JsonObject> CallAsync(
        string service, string operation, string parameters = "{}", string account = Production, string region = "eu-west-1") =>
        (await Aws.CallAsync(new(new(Organization, account), service, operation, JsonNode.Parse(parameters)!.AsObject(), region), default)).Output;

    internal Task<SourceReadException> RefusedAsync(
        string service, string operation, string parameters = "{}", string account = Production, string region = "eu-west-1") =>
        Assert.ThrowsAsync<SourceReadException>(() => CallAsync(service, operation, parameters, account, region));

    /// <summary>Misbehaves until the answer is disposed of.</summary>
    internal async Task<IAsyncDisposable> FaultAsync(object fault)
    {
        using var response = await Http.PostAsJsonAsync(new Uri(Address, "_world/faults"), fault);
        response.EnsureSuccessStatusCode();
        return new Undo(() => Http.DeleteAsync(new Uri(Address, "_world/faults")));
    }

    internal async Task DeployAsync(string account, string role = Role, string? policy = null)
    {
        using var response = await Http.PostAsJsonAsync(new Uri(Address, "_world/roles"), new
        {
            account, name = role, trustedPrincipal = "arn:aws:iam::900100200900:role/raposa-collector", externalId = ExternalIdOf(account),
            policy = policy is null ? null : JsonNode.Parse(policy),
        });
        response.EnsureSuccessStatusCode();
    }

    internal async Task<JsonObject> EstateAsync() => (await Http.GetFromJsonAsync<JsonObject>(new Uri(Address, "_world/estate")))!;

    internal async Task<JsonObject> GetAsync(string path, string token)
    {
        using var response = await SendAsync(HttpMethod.Get, path, token, null);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
    }

    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path));
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
        }

        return await Http.SendAsync(request);
    }

    internal async Task<string> FalconTokenAsync()
    {
        var falcon = (await EstateAsync())["falcon"]!;
        using var response = await Http.PostAsync(new Uri(Address, "oauth2/token"), new FormUrlEncodedContent(
        [
            KeyValuePair.Create("client_id", falcon["clientId"]!.GetValue<string>()), KeyValuePair.Create("client_secret", falcon["clientSecret"]!.GetValue<string>()),
        ]));
        Assert.Equal(System.Net.HttpStatusCode.Created, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }

    /// <summary>The session of a role, from the web identity on, as variables of the environment.</summary>
    internal async Task<Dictionary<string, string>> SessionAsync(string account)
    {
        var credentials = await _sessions[0].Of(new(Organization, account)).GetAsync(default);
        return new()
        {
            ["AWS_ACCESS_KEY_ID"] = credentials.AccessKeyId, ["AWS_SECRET_ACCESS_KEY"] = credentials.SecretAccessKey, ["AWS_SESSION_TOKEN"] = credentials.SessionToken!,
        };
    }

    /// <summary>A client of its own, with nothing remembered.</summary>
    internal IAwsClient NewClient(AwsOptions? options = null, Func<AccountKey, AwsConnection>? connect = null)
    {
        var known = options ?? new AwsOptions { RetryDelay = TimeSpan.FromMilliseconds(1), LongestRetryDelay = TimeSpan.FromMilliseconds(5) };
        var variables = new Dictionary<string, string?>
        {
            ["AWS_ENDPOINT_URL"] = Address.ToString(), ["AWS_ROLE_ARN"] = "arn:aws:iam::900100200900:role/raposa-collector",
            ["AWS_WEB_IDENTITY_TOKEN_FILE"] = _tokenFile, ["AWS_REGION"] = "eu-west-1",
        };
        var surroundings = AwsSurroundings.On(TimeProvider.System, () => 0.5);
        var caller = new AwsCallerClient(_aws, new(variables.GetValueOrDefault), known, surroundings);
        var sts = new StsSessions(AwsModels.Embedded, caller, known);
        var connections = connect is null ? (ConnectionsOf)Connections : new ConnectionsOf(connect);
        var sessions = new AwsSessions(connections, sts, new(_aws, sts, known, variables.GetValueOrDefault), connections, known, surroundings);
        _sessions.Add(sessions);
        return new AwsClient(AwsModels.Embedded, caller, sessions);
    }

    internal static string ExternalIdOf(string account) => $"external-id-of-{account}";

    private async Task UntilReadyAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!(await Http.GetAsync(new Uri(Address, "health/ready"), patience.Token)).IsSuccessStatusCode)
        {
            await Task.Delay(20, patience.Token);
        }
    }

    private sealed class ConnectionsOf(Func<AccountKey, AwsConnection> find) : IAwsConnections, IWebIdentityTokenSource
    {
        public Task<AwsConnection?> FindAsync(AccountKey account, CancellationToken cancellationToken) => Task.FromResult<AwsConnection?>(find(account));

        public Task<string> GetTokenAsync(OrganizationId organization, CancellationToken cancellationToken) => Task.FromResult("none");
    }

    private sealed class Undo(Func<Task> undo) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await undo();
    }
}
