using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Browser;

/// <summary>The demo organization seen from outside: its owner's token, and a sender with a credential of its own.</summary>
public sealed class Demo : IAsyncDisposable
{
    private readonly HttpClient _client;
    private readonly string _credentialId;
    private readonly string _apiKey;
    private readonly byte[] _secret;

    private Demo(HttpClient client, string credentialId, string apiKey, string signingSecret)
    {
        (_client, _credentialId, _apiKey) = (client, credentialId, apiKey);
        _secret = Convert.FromBase64String(signingSecret["whsec_".Length..]);
    }

    public static async Task<Demo> SignInAsync(Uri platform, string email, string password)
    {
        var client = new HttpClient { BaseAddress = platform };
        var session = await PostAsync(client, "/v1/sign-in", new JsonObject { ["email"] = email, ["password"] = password });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string?)session["accessToken"]);
        var issued = await PostAsync(client, "/v1/organizations/current/credentials", new JsonObject { ["name"] = "browser tests" });
        return new(client, (string)issued["credential"]!["id"]!, (string)issued["apiKey"]!, (string)issued["signingSecret"]!);
    }

    /// <summary>Sends records as one signed batch; returns when it is durable.</summary>
    public async Task SendAsync(params JsonObject[] records)
    {
        var body = Encoding.UTF8.GetBytes(new JsonObject { ["Records"] = new JsonArray([.. records]) }.ToJsonString());
        var id = $"msg_{Guid.NewGuid():N}";
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var signature = HMACSHA256.HashData(_secret, signed);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/ingest/cloudtrail") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("x-api-key", _apiKey);
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", $"{timestamp}");
        request.Headers.Add("webhook-signature", $"v1,{Convert.ToBase64String(signature)}");
        using var answer = await _client.SendAsync(request);

        var receipt = await ReadAsync(answer);
        Assert.Equal(records.Length, (int?)receipt["accepted"]);
    }

    public Task RemoveRuleAsync(string id) => DeleteAsync($"/v1/rules/{id}");

    public async ValueTask DisposeAsync()
    {
        await DeleteAsync($"/v1/organizations/current/credentials/{_credentialId}");
        _client.Dispose();
    }

    private async Task DeleteAsync(string path)
    {
        using var answer = await _client.DeleteAsync(path);
        Assert.True(answer.IsSuccessStatusCode, $"DELETE {path} was answered {(int)answer.StatusCode}.");
    }

    private static async Task<JsonNode> PostAsync(HttpClient client, string path, JsonObject body)
    {
        using var answer = await client.PostAsJsonAsync(path, body);
        return await ReadAsync(answer);
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage?.RequestUri} was answered {(int)answer.StatusCode}: {text}");
        return JsonNode.Parse(text) ?? throw new JsonException("The answer is null.");
    }
}
