using System.Net;
using System.Net.Http;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Npgsql;
using Raposa.Database;
using Raposa.Findings;
using Raposa.Incidents;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Browser;

/// <summary>
/// A platform of these tests' own: a database of the tests' PostgreSQL, the programs as they are deployed, and the demo
/// that the command line seeds through the signed endpoint.
/// </summary>
internal sealed class PlatformProcess : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("raposa-browser-").FullName;
    private readonly List<RunningProgram> _programs = [];
    private string? _database;

    public Uri Url { get; } = new($"http://127.0.0.1:{FreePort.Next()}");

    public string Email { get; private set; } = "";

    public string Password { get; private set; } = "";

    public static async Task<PlatformProcess> StartAsync()
    {
        var platform = new PlatformProcess();
        try
        {
            await platform.StartProgramsAsync();
            await platform.SeedAsync();
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The front first, as an operator would.
        foreach (var program in Enumerable.Reverse(_programs))
        {
            await program.DisposeAsync();
        }

        if (_database is not null)
        {
            await (await PostgresServer.GetAsync()).DropDatabaseAsync(_database);
        }

        Directory.Delete(_data, recursive: true);
    }

    private async Task StartProgramsAsync()
    {
        var postgres = await PostgresServer.GetAsync();
        _database = await postgres.CreateDatabaseAsync();
        var token = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        Directory.CreateDirectory(Path.Combine(_data, "secrets"));
        await File.WriteAllTextAsync(Path.Combine(_data, "secrets", "setup-token"), token);
        var settings = new Dictionary<string, string>
        {
            ["Raposa__Postgres"] = postgres.WriterOf(_database),
            ["Raposa__PostgresReader"] = postgres.ReaderOf(_database),
            ["Raposa__PostgresMcp"] = postgres.McpOf(_database),
            ["Raposa__Data"] = _data,
            ["Raposa__SetupToken"] = token,
            ["Raposa__Orleans__ClusterId"] = _database,
            ["Raposa__Orleans__SiloPort"] = $"{FreePort.Next()}",
            ["Raposa__Orleans__GatewayPort"] = $"{FreePort.Next()}",
        };

        // On the local engine one process is all; on Orleans the API is one of its own.
#if ENGINE_LOCAL
        await StartAsync("Silo", Url, settings);
#else
        await StartAsync("Silo", new($"http://127.0.0.1:{FreePort.Next()}"), settings);
        await StartAsync("ClientApi", Url, settings);
#endif
    }

    private async Task StartAsync(string project, Uri address, IReadOnlyDictionary<string, string> settings)
    {
        var program = RunningProgram.Start(project, [], new Dictionary<string, string>(settings) { ["ASPNETCORE_URLS"] = address.ToString() });
        _programs.Add(program);
        using var client = new HttpClient { BaseAddress = address };
        while (!await IsReadyAsync(client))
        {
            program.ThrowIfEnded();
            await Task.Delay(100);
        }
    }

    private async Task SeedAsync()
    {
        await using var seeding = RunningProgram.Start("Cli", ["demo", "seed", "--url", Url.ToString(), "--data", _data], new Dictionary<string, string>());
        await seeding.WaitForSuccessAsync();
        var demo = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_data, "secrets", "demo.json")))!;
        (Email, Password) = ((string)demo["email"]!, (string)demo["password"]!);
        await RaiseAsync(OrganizationId.Parse((string)demo["organization"]!));
    }

    /// <summary>Nothing is collected here, so what would be found is raised where the platform's own parts raise it.</summary>
    private async Task RaiseAsync(OrganizationId organization)
    {
        var postgres = await PostgresServer.GetAsync();
        await using var tenants = new TenantDatabase(NpgsqlDataSource.Create(postgres.WriterOf(_database!)), NpgsqlDataSource.Create(postgres.ReaderOf(_database!)));
        await new FindingSink(new(tenants)).RaiseAsync(
            organization,
            [
                .. new[] { Severity.Critical, Severity.High, Severity.Medium, Severity.Low }.Select(severity => new FindingDraft
                {
                    Fingerprint = $"vendor.guardduty:111122223333:{severity}", Kind = "vendor.guardduty", Severity = severity,
                    Title = $"Passwords are tried on a machine ({severity})", Detail = "They come from one address. Close the port, or narrow who may come.",
                    AccountId = "111122223333", Region = "eu-central-1", Subject = "i-0123456789abcdef0", SeenAt = DateTimeOffset.UtcNow,
                    EvidenceJson = """{"address":"198.51.100.7","port":22}""",
                }),
            ],
            default);
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync("/health/ready");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            // It does not listen yet.
            return false;
        }
    }
}
