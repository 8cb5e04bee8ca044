using System.Diagnostics;
using System.Net.Http.Json;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Ingestion;

/// <summary>
/// The npm package <c>standardwebhooks</c>, unchanged, against the running platform. The cases are in
/// <c>tests/Node/standard-webhooks.mjs</c>; here they get an address and keys.
/// </summary>
public class StandardWebhooksLibraryTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Node");

    [NodeFact]
    public async Task The_public_library_signs_for_us_unchanged()
    {
        var ours = await api.CreateOrganizationAsync();
        var credential = await ours.IssueCredentialAsync();
        var theirs = await (await api.CreateOrganizationAsync()).IssueCredentialAsync();
        var secrets = await RotateAndRevokeTheFirst(ours, credential);
        if (!Directory.Exists(Path.Combine(Folder, "node_modules", "standardwebhooks")))
        {
            await RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], []);
        }

        await RunAsync("node", ["--test", "--test-reporter=tap", "standard-webhooks.mjs"], new()
        {
            ["RAPOSA_URL"] = api.BaseAddress.ToString().TrimEnd('/'),
            ["RAPOSA_API_KEY"] = credential.ApiKey,
            ["RAPOSA_SIGNING_SECRET"] = secrets.SigningSecret,
            ["RAPOSA_REVOKED_SIGNING_SECRET"] = credential.SigningSecret,
            ["RAPOSA_OTHER_API_KEY"] = theirs.ApiKey,
            ["RAPOSA_OTHER_SIGNING_SECRET"] = theirs.SigningSecret,
            ["RAPOSA_TOKEN"] = ours.Owner.AccessToken,
        });
    }

    private async Task<IssuedSecret> RotateAndRevokeTheFirst(TestOrganization organization, IssuedCredential issued)
    {
        var credential = $"/v1/organizations/current/credentials/{issued.Credential.Id}";
        using var rotated = await organization.Client.PostAsJsonAsync($"{credential}/rotate", new { });
        using var revoked = await organization.Client.DeleteAsync($"{credential}/secrets/{issued.Credential.Secrets[0].Id}");
        revoked.EnsureSuccessStatusCode();
        return await api.ReadAsync<IssuedSecret>(rotated);
    }

    private static async Task RunAsync(string program, string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}\n{await output}\n{await errors}");
    }
}

/// <summary>A test that runs a program of Node's; skipped with the reason where there is no Node.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "node"))))
        {
            Skip = "needs Node.js (node and npm on the PATH)";
        }
    }
}
