using System.Globalization;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Raposa.Organizations;

namespace Raposa.Support;

/// <summary>
/// The whole platform in this process, as it is deployed: a database of its own, the engine this was built for, and the
/// API on a loopback port. One for a test class; organizations are cheap, so each test makes its own.
/// </summary>
public class ApiFixture : IAsyncLifetime
{
    private const string SetupToken = "setup-token-of-tests";

    // TestOrganization.Password, hashed in one iteration: a real hash takes a good part of a second, and tests make hundreds of people.
    private const string CheapHash = "pbkdf2-sha512$1$AAECAwQFBgcICQoLDA0ODw==$XhND26x1XVKjVCUPCSmbcw9DIipFL+hfOZtFICEwZ0Q=";

    private readonly string _data = Directory.CreateTempSubdirectory("raposa-api-").FullName;
    private WebApplication? _silo;
    private WebApplication? _app;

    public PostgresFixture Postgres { get; } = new();

    /// <summary>To be put forward by minutes, not by days: the engine lives on it too.</summary>
    internal OffsetClock Clock { get; } = new();

    /// <summary>Where the API listens.</summary>
    public Uri BaseAddress { get; private set; } = null!;

    /// <summary>A client that sends no token.</summary>
    public HttpClient Anonymous { get; private set; } = null!;

    /// <summary>A client that shows the setup token.</summary>
    public HttpClient Setup { get; private set; } = null!;

    /// <summary>Services of the API; on the local engine, of the grains too.</summary>
    public IServiceProvider Services => _app!.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    /// <summary>How the API reads and writes JSON.</summary>
    public JsonSerializerOptions Json => Services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;

    /// <summary>The folder that a deployment would keep.</summary>
    public string DataFolder => _data;

    public async Task InitializeAsync()
    {
        await Postgres.InitializeAsync();
        _silo = PlatformHost.Build([], Configure);
        await _silo.StartAsync();
        _app = await StartApiAsync(_silo);
        BaseAddress = new(_app.Urls.First());
        Anonymous = new() { BaseAddress = BaseAddress };
        Setup = new() { BaseAddress = BaseAddress, DefaultRequestHeaders = { { "x-setup-token", SetupToken } } };
    }

    public async Task DisposeAsync()
    {
        Anonymous?.Dispose();
        Setup?.Dispose();
        await StopAsync(_app);
        await StopAsync(_app == _silo ? null : _silo);
        await Postgres.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    /// <summary>Settings of a fixture that needs others than the defaults.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string?>> Settings => [];

    /// <summary>What a fixture puts before the platform's own services, such as another end of a wire.</summary>
    protected virtual void AddServices(IServiceCollection services)
    {
    }

    /// <summary>A new organization, its owner signed in.</summary>
    public async Task<TestOrganization> CreateOrganizationAsync()
    {
        var owner = await CreatePersonAsync("owner");
        var id = PostgresFixture.NewOrganizationId();
        Caller.ActFor(id, owner.Id);
        await Grains.GetGrain<IOrganizationGrain>(id.ToString()).Create(new() { Name = "Example", OwnerId = owner.Id });
        return new(this, await OpenSessionAsync(owner, id));
    }

    /// <summary>A person with the password <see cref="TestOrganization.Password"/>, at an address of their own.</summary>
    internal async Task<Person> CreatePersonAsync(string name)
    {
        var person = new Person(Guid.CreateVersion7(), $"{name}-{Guid.NewGuid():N}@example.com", CheapHash);
        await new PersonStore(Postgres.Tenants).AddAsync(person, Clock.GetUtcNow(), default);
        return person;
    }

    /// <summary>A session without the price of a password.</summary>
    internal async Task<Session> OpenSessionAsync(Person person, OrganizationId organization)
    {
        var answer = await Grains.GetGrain<ISignInGrain>(person.Email).Switch(person.Id, organization);
        return answer.Session ?? throw new InvalidOperationException($"{person.Email} got no session: {answer.Refusal}.");
    }

    public HttpClient ClientOf(Session session) =>
        new() { BaseAddress = BaseAddress, DefaultRequestHeaders = { Authorization = new("Bearer", session.AccessToken) } };

    public async Task<T> ReadAsync<T>(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<T>(Json))!;

    private void Configure(WebApplicationBuilder builder)
    {
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(Clock);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Raposa:Postgres"] = Postgres.WriterConnectionString,
            ["Raposa:PostgresReader"] = Postgres.ReaderConnectionString,
            ["Raposa:Data"] = _data,
            ["Raposa:SetupToken"] = SetupToken,
            // Accounts can be prepared for this platform; nothing answers where their vendors would be.
            ["Raposa:Aws:RoleArn"] = "arn:aws:iam::900100200300:role/raposa",
            ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9",
            ["Raposa:Orleans:SiloPort"] = FreePort.Next().ToString(CultureInfo.InvariantCulture),
            ["Raposa:Orleans:GatewayPort"] = FreePort.Next().ToString(CultureInfo.InvariantCulture),
            ["Raposa:Orleans:ResponseTimeout"] = EngineFixture.Patience.ToString(),
        });
        builder.Configuration.AddInMemoryCollection(Settings);
        AddServices(builder.Services);
    }

#if ENGINE_LOCAL
    private static Task<WebApplication> StartApiAsync(WebApplication silo) => Task.FromResult(silo);
#else
    // On Orleans the API is a program of its own. Here it is a host of its own, which joins the silo through its gateway.
    private async Task<WebApplication> StartApiAsync(WebApplication silo)
    {
        var builder = WebApplication.CreateBuilder();
        Configure(builder);
        Engine.OrleansClient.AddEngine(builder);
        builder.Services.AddClientApi();
        var api = builder.Build();
        api.MapClientApi();
        await api.StartAsync();
        return api;
    }
#endif

    private static async Task StopAsync(WebApplication? host)
    {
        if (host is not null)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await host.StopAsync(patience.Token);
            await host.DisposeAsync();
        }
    }
}
