using System.Collections.Immutable;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;

namespace Raposa.Cli;

/// <summary>The demo's world, from the side of the company: what it owns, and its hand that sets up a role.</summary>
internal sealed class DemoWorldApi(HttpClient http, Uri world)
{
    /// <summary>Where the vendors' APIs of the company are.</summary>
    public string Url { get; } = world.ToString().TrimEnd('/');

    public async Task<DemoCompany> GetCompanyAsync(CancellationToken cancellationToken)
    {
        var estate = await http.GetFromJsonAsync<JsonElement>(new Uri(world, "_world/estate"), cancellationToken);
        string Text(string part, string name) => estate.GetProperty(part).GetProperty(name).GetString()!;
        return new(
            estate.GetProperty("anchor").GetDateTimeOffset(),
            [.. estate.GetProperty("accounts").EnumerateArray().Select(account => account.GetProperty("id").GetString()!)],
            Text("falcon", "cid"), Text("falcon", "clientId"), Text("falcon", "clientSecret"), Text("cloudflare", "accountId"), Text("cloudflare", "token"),
            [.. estate.GetProperty("trailBuckets").EnumerateArray().Select(bucket => bucket.GetString()!)]);
    }

    /// <summary>What a customer does with the template: makes the role, with its policy, its condition and whom it trusts.</summary>
    /// <param name="onboarding">As the platform answered it.</param>
    public async Task DeployRoleAsync(string accountId, JsonElement onboarding, CancellationToken cancellationToken)
    {
        string Text(string name) => onboarding.GetProperty(name).GetString()!;
        var role = new
        {
            account = accountId, name = Text("roleName"), trustedPrincipal = Text("trustedPrincipal"), externalId = Text("externalId"),
            policy = JsonDocument.Parse(Text("policy")).RootElement,
        };
        using var response = await http.PostAsJsonAsync(new Uri(world, "_world/roles"), role, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new DemoException($"{Url} would not set up the role in {accountId}: it answered {(int)response.StatusCode}.");
        }
    }
}

/// <summary>What the company has with its vendors.</summary>
/// <param name="Anchor">When its day ends.</param>
/// <param name="AwsAccounts">Twelve digits each.</param>
internal sealed record DemoCompany(
    DateTimeOffset Anchor, ImmutableArray<string> AwsAccounts, string FalconCid, string FalconClientId, string FalconClientSecret, string CloudflareAccount, string CloudflareToken,
    ImmutableArray<string> TrailBuckets)
{
    /// <summary>Without what is secret.</summary>
    public override string ToString() => $"the company of {Anchor:O}";
}
