using System.Globalization;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;
using Raposa.Collection.Sources;
using Raposa.Database;
using Raposa.Inventory;
using Raposa.Organizations;
using Raposa.Views;

namespace Raposa.Benchmarks;

/// <summary>
/// The platform in this process over a database of its own on the server that the settings name, dropped at the end: a
/// benchmark leaves millions of rows.
/// </summary>
internal sealed class BenchmarkPlatform : IAsyncDisposable
{
    private const string SetupToken = "setup-token-of-a-benchmark";
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly string _database;
    private readonly string _data;
    private readonly WebApplication _app;

    private BenchmarkPlatform(NpgsqlConnectionStringBuilder server, string database, string data, WebApplication app, NpgsqlDataSource admin)
    {
        (_server, _database, _data, _app, Admin) = (server, database, data, app, admin);
        Http = new() { BaseAddress = new(app.Urls.First()), Timeout = TimeSpan.FromMinutes(2) };
    }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>The superuser.</summary>
    public NpgsqlDataSource Admin { get; }

    /// <param name="settings">Beside the platform's own.</param>
    public static async Task<BenchmarkPlatform> StartAsync(params IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var server = Of("Raposa__PostgresAdmin");
        var (writer, reader) = (Of("Raposa__Postgres"), Of("Raposa__PostgresReader"));
        var database = string.Create(CultureInfo.InvariantCulture, $"raposa_bench_{Environment.ProcessId}");
        await ExecuteAsync(server, $"create database {database}");
        var admin = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = database });
        await new Migrator(admin).RunAsync(new(writer.Password!, reader.Password!, "unused"), report: null, CancellationToken.None);
        await new SourceViewStore(admin).ReplaceAsync(
            [.. SourceViews.Statements(SourceCatalog.Platform.All), .. ViewStatements.Of(ViewCatalogue.Platform)], CancellationToken.None);

        var data = Directory.CreateTempSubdirectory("raposa-bench-").FullName;
        var app = PlatformHost.Build([], builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Warning);
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Raposa:Postgres"] = new NpgsqlConnectionStringBuilder(writer.ConnectionString) { Database = database }.ConnectionString,
                ["Raposa:PostgresReader"] = new NpgsqlConnectionStringBuilder(reader.ConnectionString) { Database = database }.ConnectionString,
                ["Raposa:Data"] = data,
                ["Raposa:SetupToken"] = SetupToken,
            });
            builder.Configuration.AddInMemoryCollection(settings);
        });
        await app.StartAsync();
        return new(server, database, data, app, admin);
    }

    /// <summary>An organization of its own, and a key to send with.</summary>
    public async Task<IssuedCredential> IssueCredentialAsync()
    {
        var (_, token) = await SignUpAsync();
        using var issue = new HttpRequestMessage(HttpMethod.Post, "/v1/organizations/current/credentials")
        {
            Content = JsonContent.Create(new { name = "Senders" }), Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
        using var issued = await Http.SendAsync(issue);
        issued.EnsureSuccessStatusCode();
        return (await issued.Content.ReadFromJsonAsync<IssuedCredential>(Web))!;
    }

    /// <summary>An organization of its own, and its owner's token.</summary>
    public async Task<(OrganizationId Organization, string Token)> SignUpAsync()
    {
        const string email = "owner@example.com", password = "correct horse battery";
        using var create = new HttpRequestMessage(HttpMethod.Post, "/v1/organizations")
        {
            Content = JsonContent.Create(new { name = "Benchmark", email, password }), Headers = { { "x-setup-token", SetupToken } },
        };
        using var created = await Http.SendAsync(create);
        created.EnsureSuccessStatusCode();
        using var signedIn = await Http.PostAsJsonAsync("/v1/sign-in", new { email, password });
        using var session = JsonDocument.Parse(await signedIn.Content.ReadAsStringAsync());
        using var organization = JsonDocument.Parse(await created.Content.ReadAsStringAsync());
        return (
            OrganizationId.Parse(organization.RootElement.GetProperty("id").GetString()!),
            session.RootElement.GetProperty("accessToken").GetString()!);
    }

    public async Task<long> CountAsync(string sql)
    {
        await using var command = Admin.CreateCommand(sql);
        command.CommandTimeout = 600;
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5)))
        {
            await _app.StopAsync(patience.Token);
        }

        await _app.DisposeAsync();
        await Admin.DisposeAsync();
        await ExecuteAsync(_server, $"drop database {_database} with (force)");
        Directory.Delete(_data, recursive: true);
    }

    private static NpgsqlConnectionStringBuilder Of(string setting) => new(
        Environment.GetEnvironmentVariable(setting) is { Length: > 0 } given
            ? given
            : throw new InvalidOperationException($"{setting} is not set; './raposa bench ingest' sets it."));

    private static async Task ExecuteAsync(NpgsqlConnectionStringBuilder server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
