using System.Globalization;
using System.Net.Http;
using System.Net.Http.Headers;

namespace Raposa.Collection;

/// <summary>Sends one signed request and takes in the whole answer.</summary>
internal sealed class AwsHttpClient(HttpClient http)
{
    /// <summary>A client as AWS needs it: redirects are answers, bodies stay compressed as they were stored, time-outs are the caller's.</summary>
    public static HttpClient NewHttpClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = 512 * 1024 * 1024,
    };

    /// <exception cref="HttpRequestException">No answer came, or not all of it.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task<AwsHttpResponse> SendAsync(
        string method, Uri address, IEnumerable<KeyValuePair<string, string>> headers, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(new HttpMethod(method), address);
        if (!body.IsEmpty || method is not ("GET" or "HEAD"))
        {
            message.Content = new ReadOnlyMemoryContent(body);
        }

        foreach (var (name, value) in headers)
        {
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase) && message.Content is not null)
            {
                message.Content.Headers.TryAddWithoutValidation(name, value);
            }
            else
            {
                message.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var content = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        RequireWhole(response.Content.Headers, content.Length);
        return new(
            (int)response.StatusCode,
            [.. All(response.Headers), .. All(response.Content.Headers)],
            content);
    }

    private static void RequireWhole(HttpContentHeaders headers, int received)
    {
        if (headers.ContentLength is { } announced && announced != received)
        {
            throw new HttpIOException(
                HttpRequestError.ResponseEnded,
                string.Create(CultureInfo.InvariantCulture, $"The answer was cut: {received} of {announced} bytes came."));
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> All(HttpHeaders headers) =>
        headers.NonValidated.SelectMany(header => header.Value.Select(value => new KeyValuePair<string, string>(header.Key, value)));
}
