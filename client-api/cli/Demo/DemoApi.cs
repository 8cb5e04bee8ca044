using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;

namespace Raposa.Cli;

/// <summary>The few calls of the platform's API that set up the demo, made as any client makes them.</summary>
internal sealed class DemoApi(HttpClient http, Uri server)
{
    /// <summary>Signs in and answers the access token and the organization it is for; null if there is no such person.</summary>
    public async Task<(string Token, string? Organization)?> SignInAsync(string email, string password, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync(new Uri(server, "v1/sign-in"), new { email, password }, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            return null;
        }

        var session = await ReadAsync(response, "sign in", cancellationToken);
        return (
            session.GetProperty("accessToken").GetString()!,
            session.TryGetProperty("organization", out var organization) ? organization.GetString() : null);
    }

    /// <summary>Creates the organization together with its first person.</summary>
    public async Task CreateOrganizationAsync(
        string setupToken, string name, string email, string password, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, "v1/organizations"))
        {
            Content = JsonContent.Create(new { name, email, password, isDemo = true }),
        };
        request.Headers.Add("x-setup-token", setupToken);
        using var response = await http.SendAsync(request, cancellationToken);
        await ReadAsync(response, "create the demo organization", cancellationToken);
    }

    public Task ClaimAccountAsync(string token, string accountId, string name, CancellationToken cancellationToken) =>
        PostAsync(token, "v1/accounts", new { accountId, name }, $"claim account {accountId}", cancellationToken);

    /// <summary>The API key and the signing secret, shown this once.</summary>
    public async Task<(string ApiKey, string SigningSecret)> IssueCredentialAsync(
        string token, string organization, string name, CancellationToken cancellationToken)
    {
        var issued = await PostAsync(
            token, $"v1/organizations/{organization}/credentials", new { name }, "issue a credential", cancellationToken);
        return (issued.GetProperty("apiKey").GetString()!, issued.GetProperty("signingSecret").GetString()!);
    }

    /// <summary>The connection as it is now, and for AWS what to set up in the account.</summary>
    public Task<JsonElement> ConnectAsync(string token, string account, object connection, CancellationToken cancellationToken) =>
        PostAsync(token, $"v1/accounts/{account}/connection", connection, $"connect {account}", cancellationToken);

    /// <exception cref="DemoException">It does not work.</exception>
    public async Task TestConnectionAsync(string token, string account, CancellationToken cancellationToken)
    {
        var test = await PostAsync(token, $"v1/accounts/{account}/connection/test", new { }, $"test the connection of {account}", cancellationToken);
        if (test.TryGetProperty("failure", out var failure) && failure.ValueKind == JsonValueKind.Object)
        {
            throw new DemoException($"The connection of {account} does not work: {failure}");
        }
    }

    private async Task<JsonElement> PostAsync(string token, string path, object body, string what, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, path)) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", token);
        using var response = await http.SendAsync(request, cancellationToken);
        return await ReadAsync(response, what, cancellationToken);
    }

    private async Task<JsonElement> ReadAsync(HttpResponseMessage response, string what, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new DemoException($"{server} would not {what}: it answered {(int)response.StatusCode} {text}");
        }

        try
        {
            return JsonDocument.Parse(text).RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new DemoException($"{server} would not {what}: its answer is no JSON. Is it the platform?");
        }
    }
}

/// <summary>Ends the seeding with a sentence for the person.</summary>
internal sealed class DemoException(string message) : Exception(message);
