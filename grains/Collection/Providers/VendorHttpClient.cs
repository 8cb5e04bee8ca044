using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Collection;

/// <summary>
/// Sends requests to a vendor and tries again what is worth it: a broken connection, a cut body, a 5xx, a throttled call
/// whose vendor asks for a short wait. A long wait is the collector's business, which sleeps over it.
/// </summary>
internal sealed class VendorHttpClient(HttpClient http, TimeProvider time, Func<double> chance)
{
    private const int Tries = 4;
    private static readonly TimeSpan FirstBound = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>Some lists of tens of thousands take a vendor a minute.</summary>
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(120);

    /// <summary>Redirects are answers: a token goes to no other host. Time-outs are this class's.</summary>
    public static HttpClient NewHttpClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = 512 * 1024 * 1024,
        };

    /// <param name="refusalOf">What the vendor means by an answer; null if it is one.</param>
    /// <exception cref="SourceReadException">It refused, or could not be reached, to the last try.</exception>
    public async Task<VendorAnswer> SendAsync(
        VendorRequest request, Func<VendorAnswer, VendorRefusal?> refusalOf, VendorCalls calls, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            calls.Count++;
            var (answer, refusal) = await TryAsync(request, refusalOf, cancellationToken);
            if (refusal is null)
            {
                calls.AnsweredAt ??= answer!.Date;
                return answer!;
            }

            calls.Throttled += refusal.Kind == FailureKind.Throttled ? 1 : 0;
            var wait = refusal.RetryAfter ?? TimeSpan.Zero;
            if (refusal.Kind is not (FailureKind.Throttled or FailureKind.Transient) || attempt == Tries || wait > LongestWait)
            {
                throw new SourceReadException(
                    new(refusal.Kind, request.Operation, refusal.Code, refusal.Message), refusal.RetryAfter, calls.Count, calls.Throttled);
            }

            // Full jitter over a bound that doubles, after what the vendor asks for.
            await Task.Delay(wait + (FirstBound * Math.Pow(2, attempt) * chance()), time, cancellationToken);
        }
    }

    private async Task<(VendorAnswer? Answer, VendorRefusal? Refusal)> TryAsync(
        VendorRequest request, Func<VendorAnswer, VendorRefusal?> refusalOf, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(AttemptTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var message = MessageOf(request);
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var bytes = await response.Content.ReadAsByteArrayAsync(either.Token);
            var answer = new VendorAnswer((int)response.StatusCode, JsonOf(bytes), HeadersOf(response));
            return answer is { IsSuccess: true, Body: null }
                ? (answer, new(FailureKind.Transient, "CutBody", $"The answer of {bytes.Length} bytes is not whole JSON."))
                : (answer, refusalOf(answer));
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return (null, new(FailureKind.Transient, "Timeout", $"No answer in {AttemptTimeout.TotalSeconds:0} s."));
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            return (null, new(FailureKind.Transient, "Connection", broken.Message));
        }
    }

    private static HttpRequestMessage MessageOf(VendorRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Address);
        message.Headers.Accept.Add(new("application/json"));
        message.Headers.Authorization = request.Token is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;
        message.Content = request.Json is { } json ? new StringContent(json.ToJsonString(), Encoding.UTF8, "application/json")
            : request.Form is { } form ? new FormUrlEncodedContent(form)
            : null;
        return message;
    }

    private static JsonObject? JsonOf(byte[] bytes)
    {
        try
        {
            return JsonNode.Parse(bytes) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Dictionary<string, string> HeadersOf(HttpResponseMessage response)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers)
        {
            headers[name] = string.Join(", ", values);
        }

        return headers;
    }
}
