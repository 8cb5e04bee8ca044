using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Raposa.Cli;
using Raposa.DemoWorld;

namespace Raposa.Demo;

/// <summary>Seeding against a server on the wire that keeps what it is told, and fails where a test says so.</summary>
public sealed class DemoSeederTests : IAsyncLifetime
{
    private static readonly RetryPlan NoRetry = new() { Attempts = 1 };

    private readonly string _data = Directory.CreateTempSubdirectory("raposa-demo-").FullName;
    private readonly ConcurrentQueue<string> _calls = [];
    private readonly ConcurrentDictionary<string, byte> _events = [];
    private readonly System.Net.Http.HttpClient _http = DeliveryClient.NewHttpClient();
    private (string Email, string Password)? _person;
    private int _batchesUntilFailure = int.MaxValue;
    private WebApplication _server = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.MapPost("/v1/sign-in", (JsonElement body) => _person == (Text(body, "email"), Text(body, "password"))
            ? Results.Json(new { accessToken = "token", organization = "0199b8a2-0000-7000-8000-000000000001" })
            : Results.Problem(statusCode: 401));
        _server.MapPost("/v1/organizations", (HttpRequest request, JsonElement body) =>
        {
            if (request.Headers["x-setup-token"] != "setup")
            {
                return Results.Problem(statusCode: 401);
            }

            _calls.Enqueue($"create {Text(body, "name")}, demo: {body.GetProperty("isDemo")}");
            _person = (Text(body, "email"), Text(body, "password"));
            return Results.Json(new { }, statusCode: 201);
        });
        _server.MapPost("/v1/accounts", (JsonElement body) =>
        {
            _calls.Enqueue($"claim {Text(body, "accountId")}");
            return Results.Json(new { }, statusCode: 201);
        });
        _server.MapPost("/v1/organizations/{organization}/credentials", (HttpRequest request) =>
        {
            _calls.Enqueue($"issue with {request.Headers.Authorization}");
            return Results.Json(new { apiKey = "rpk_key", signingSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" }, statusCode: 201);
        });
        _server.MapPost("/v1/accounts/{account}/connection", (string account, JsonElement body) =>
        {
            var isAws = Text(body, "provider") == "aws";
            _calls.Enqueue(isAws ? $"connect {account} to aws" : $"connect to {Text(body, "provider")}");
            return Results.Json(new
            {
                onboarding = isAws
                    ? new
                    {
                        roleName = "raposa-demo", externalId = $"id-of-{account}", trustedPrincipal = "arn:aws:iam::900100200900:role/raposa-collector",
                        policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ec2:DescribeVpcs","Resource":"*"}]}""",
                    }
                    : null,
            });
        });
        _server.MapPost("/v1/accounts/{account}/connection/test", (string account) =>
        {
            _calls.Enqueue($"test {account}");
            return Results.Json(new { failure = (object?)null });
        });
        _server.MapPost("/v1/ingest/cloudtrail", TakeBatch);
        await _server.StartAsync();
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _server.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task The_whole_day_arrives_after_the_organization_its_accounts_and_its_key()
    {
        var state = await SeedAsync();

        Assert.Equal(
            [
                "create Corvina Analytics, demo: True", "claim 900100200301", "claim 900100200302", "claim 900100200303",
                "issue with Bearer token",
            ],
            _calls);
        Assert.Equal(
            DemoDay.Generate(1, state.End).Events.Select(one => one.EventId).Order(StringComparer.Ordinal),
            _events.Keys.Order(StringComparer.Ordinal));
        Assert.NotNull(state.CompletedAt);
    }

    [Fact]
    public async Task A_second_run_asks_nothing_of_the_server()
    {
        var first = await SeedAsync();
        _calls.Clear();
        await _server.StopAsync();

        Assert.Equal(first, await SeedAsync());
    }

    [Fact]
    public async Task A_seeding_that_died_midway_goes_on_with_the_same_person_key_and_day()
    {
        _batchesUntilFailure = 3;
        var stopped = await Assert.ThrowsAsync<DemoException>(() => SeedAsync());
        var half = DemoState.Load(_data)!;
        _batchesUntilFailure = int.MaxValue;

        var state = await SeedAsync();

        Assert.Contains("run this again", stopped.Message, StringComparison.Ordinal);
        Assert.Null(half.CompletedAt);
        Assert.Equal(half, state with { CompletedAt = null });
        Assert.Single(_calls, call => call.StartsWith("create", StringComparison.Ordinal));
        Assert.Single(_calls, call => call.StartsWith("issue", StringComparison.Ordinal));
        Assert.Equal(DemoDay.Generate(1, state.End).Events.Length, _events.Count);
    }

    [Fact]
    public async Task The_accounts_of_a_world_are_connected_after_the_day_and_each_role_has_the_external_id_that_was_answered()
    {
        await using var world = WorldServer.Build(new() { Port = 0, Instances = 20, FalconHosts = 20 }, TimeProvider.System);
        await world.StartAsync();
        var address = new Uri(world.Urls.First() + "/");

        var state = await SeedAsync(world: address);

        Assert.Equal(
            [
                "connect 900100200301 to aws", "test 900100200301", "connect 900100200302 to aws", "test 900100200302", "connect 900100200303 to aws", "test 900100200303",
                "connect to crowdStrike", "connect to cloudflare",
            ],
            _calls.Where(call => call.StartsWith("connect", StringComparison.Ordinal) || call.StartsWith("test", StringComparison.Ordinal)));
        var roles = await _http.GetFromJsonAsync<JsonElement>(new Uri(address, "_world/roles"));
        Assert.Equal(
            ["id-of-900100200301", "id-of-900100200302", "id-of-900100200303"],
            roles.EnumerateArray().Where(role => Text(role, "name") == "raposa-demo").Select(role => Text(role, "externalId")).Order(StringComparer.Ordinal));
        Assert.Equal(state, await SeedAsync(world: address));
        Assert.Equal(address.ToString().TrimEnd('/'), state.World);
    }

    [Fact]
    public async Task Without_the_setup_token_it_says_where_one_is_looked_for()
    {
        var refusal = await Assert.ThrowsAsync<DemoException>(() => SeedAsync(setupToken: null));

        Assert.Contains("RAPOSA_SETUP_TOKEN", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_but_the_owner_reads_the_sign_in_and_each_installation_has_its_own_password()
    {
        var state = await SeedAsync();

        Assert.Equal(20, state.Password.Length);
        Assert.DoesNotContain(state.Password, state.ToString(), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(DemoState.PathIn(_data)));
        }
    }

    [Fact]
    public async Task The_report_says_how_to_sign_in_and_what_to_try()
    {
        var state = await SeedAsync();

        var report = DemoReport.Write(state, new("http://127.0.0.1:9090/"), "/srv/my data");

        Assert.Contains(state.Email, report, StringComparison.Ordinal);
        Assert.Contains(state.Password, report, StringComparison.Ordinal);
        Assert.Contains("curl -s http://127.0.0.1:9090/v1/incidents", report, StringComparison.Ordinal);
        Assert.Contains("./raposa send FOLDER-WITH-CLOUDTRAIL --url http://127.0.0.1:9090 --key rpk_key --secret whsec_", report, StringComparison.Ordinal);
        Assert.Contains("./raposa sql --data '/srv/my data' --org 0199b8a2-0000-7000-8000-000000000001", report, StringComparison.Ordinal);
    }

    private Task<DemoState> SeedAsync(string? setupToken = "setup", Uri? world = null) =>
        new DemoSeeder(new(_server.Urls.First() + "/"), _data, _http, NoRetry, TimeProvider.System)
        {
            World = world is null ? null : new DemoWorldApi(_http, world),
        }.SeedAsync(1, () => setupToken, default);

    private async Task<IResult> TakeBatch(HttpRequest request)
    {
        if (Interlocked.Decrement(ref _batchesUntilFailure) < 0)
        {
            return Results.StatusCode(503);
        }

        await using var unzipped = new GZipStream(request.Body, CompressionMode.Decompress);
        using var body = await JsonDocument.ParseAsync(unzipped);
        var ids = body.RootElement.EnumerateObject().Single().Value.EnumerateArray().Select(record => Text(record, "eventID")).ToList();
        var accepted = ids.Count(id => _events.TryAdd(id, 0));
        return Results.Json(
            new
            {
                batchId = Guid.NewGuid(), records = ids.Count, accepted, duplicate = ids.Count - accepted, rejected = 0, unclaimed = 0,
                rejections = Array.Empty<object>(),
            },
            statusCode: 202);
    }

    private static string Text(JsonElement body, string name) => body.GetProperty(name).GetString()!;
}
