using System.Globalization;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Ingestion;

/// <summary>Signs and sends as a customer's forwarder does. Written from the specification, not with the platform's code.</summary>
internal sealed record TestSender(HttpClient Client, string ApiKey, string SigningSecret)
{
    private static readonly System.Text.Json.JsonSerializerOptions Web = new(System.Text.Json.JsonSerializerDefaults.Web);
    private static int _messages;

    public static async Task<TestSender> OfAsync(TestOrganization organization) => Of(organization, await organization.IssueCredentialAsync());

    public static TestSender Of(TestOrganization organization, IssuedCredential credential) =>
        new(new() { BaseAddress = organization.Client.BaseAddress }, credential.ApiKey, credential.SigningSecret);

    public static string NewMessageId() =>
        $"msg_{Environment.ProcessId:x}_{Interlocked.Increment(ref _messages).ToString("x", CultureInfo.InvariantCulture)}";

    /// <summary>A delivery that must be accepted.</summary>
    public async Task<IngestReceipt> DeliverAsync(string body, string? messageId = null)
    {
        using var answer = await SendAsync(body, messageId);
        Assert.True(answer.StatusCode == System.Net.HttpStatusCode.Accepted, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        return (await answer.Content.ReadFromJsonAsync<IngestReceipt>(Web))!;
    }

    public Task<HttpResponseMessage> SendAsync(
        string body, string? messageId = null, DateTimeOffset? at = null, Action<HttpRequestMessage>? change = null) =>
        SendAsync(Encoding.UTF8.GetBytes(body), messageId, at, change);

    /// <param name="change">What is done to the request after it was signed.</param>
    public async Task<HttpResponseMessage> SendAsync(
        byte[] body, string? messageId = null, DateTimeOffset? at = null, Action<HttpRequestMessage>? change = null)
    {
        messageId ??= NewMessageId();
        var timestamp = (at ?? DateTimeOffset.UtcNow).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{messageId}.{timestamp}."), .. body];
        var mac = HMACSHA256.HashData(Convert.FromBase64String(SigningSecret["whsec_".Length..]), signed);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/ingest/cloudtrail")
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
            Headers =
            {
                { "x-api-key", ApiKey },
                { "webhook-id", messageId },
                { "webhook-timestamp", timestamp },
                { "webhook-signature", $"v1,{Convert.ToBase64String(mac)}" },
            },
        };
        change?.Invoke(request);
        return await Client.SendAsync(request);
    }

    /// <summary>As an EventBridge API destination does.</summary>
    public async Task<HttpResponseMessage> BridgeAsync(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/ingest/eventbridge")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { { "x-api-key", ApiKey }, { "Range", "bytes=0-1048575" } },
        };
        request.Headers.TryAddWithoutValidation("User-Agent", "Amazon/EventBridge/ApiDestinations");
        return await Client.SendAsync(request);
    }
}
