using System.Globalization;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using Raposa.Organizations;

namespace Raposa.Cli;

/// <summary>Delivers one batch to the signed endpoint until there is an answer: the same message id, a fresh timestamp each time.</summary>
internal sealed class DeliveryClient(
    HttpClient http, Uri server, string apiKey, WebhookSigner signer, RetryPlan retries, TimeProvider time)
{
    private readonly Uri _endpoint = new(server, "v1/ingest/cloudtrail");

    /// <summary>A client for that server. It does not follow redirects: a signature is for one address.</summary>
    public static HttpClient NewHttpClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) })
        {
            Timeout = TimeSpan.FromSeconds(100),
        };

    public async Task<DeliveryOutcome> DeliverAsync(Batch batch, CancellationToken cancellationToken)
    {
        var (body, isZipped) = batch.Pack();
        var messageId = $"msg_{Guid.CreateVersion7():N}";
        for (var attempt = 1; ; attempt++)
        {
            var (outcome, asked) = await TryAsync(messageId, body, isZipped, cancellationToken);
            if (outcome is not Undelivered { IsWorthRetrying: true } failed)
            {
                return outcome;
            }

            if (retries.DelayAfter(attempt, asked, Random.Shared.NextDouble()) is not { } delay)
            {
                return failed with { Reason = string.Create(CultureInfo.InvariantCulture, $"{failed.Reason} (tried {attempt} times)") };
            }

            await Task.Delay(delay, time, cancellationToken);
        }
    }

    private async Task<(DeliveryOutcome Outcome, TimeSpan? Asked)> TryAsync(
        string messageId, byte[] body, bool isZipped, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, _endpoint) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        if (isZipped)
        {
            request.Content.Headers.ContentEncoding.Add("gzip");
        }

        request.Headers.Add("x-api-key", apiKey);
        request.Headers.Add("webhook-id", messageId);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", signer.Sign(messageId, now, body));
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return (Read(response, text), WaitAsked(response.Headers.RetryAfter));
        }
        catch (HttpRequestException broken)
        {
            return (new Undelivered($"{server} does not answer: {broken.Message}") { IsWorthRetrying = true }, null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (new Undelivered($"{server} did not answer within {http.Timeout.TotalSeconds:0} s") { IsWorthRetrying = true }, null);
        }
    }

    private DeliveryOutcome Read(HttpResponseMessage response, byte[] text) => (int)response.StatusCode switch
    {
        202 => Receipt(text),
        401 or 403 => new Undelivered(
            "The server does not accept the key, the signature or the time. Check --key, --secret and this machine's clock."),
        404 or 405 => new Undelivered($"{_endpoint} is not there. Check --url; it is the address that the platform printed at start."),
        >= 300 and < 400 => new Undelivered($"{server} answers from elsewhere ({response.Headers.Location}); give that address as --url."),
        429 or >= 500 => new Undelivered($"{server} answered {(int)response.StatusCode}{Detail(text)}") { IsWorthRetrying = true },
        var status => new Refused((HttpStatusCode)status, Text(text, "code") ?? "refused", Text(text, "detail") ?? Text(text, "title") ?? "The server gave no reason."),
    };

    private DeliveryOutcome Receipt(byte[] text)
    {
        try
        {
            return new Received(JsonSerializer.Deserialize<Receipt>(text, JsonSerializerOptions.Web)
                ?? throw new JsonException("The receipt is null."));
        }
        catch (JsonException unreadable)
        {
            return new Undelivered($"{server} answered 202 without a receipt ({unreadable.Message}). Is it the platform?");
        }
    }

    private TimeSpan? WaitAsked(RetryConditionHeaderValue? retryAfter) => retryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private static string Detail(byte[] text) => (Text(text, "detail") ?? Text(text, "title")) is { } detail ? $": {detail}" : "";

    private static string? Text(byte[] json, string property)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.TryGetProperty(property, out var value) ? value.GetString() : null;
        }
        catch (Exception notProblem) when (notProblem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
