using System.Net.Http;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Raposa.Chat;

/// <summary>Sends a request to a provider of models and reads what it streams. Time-outs are the chain's.</summary>
internal sealed class ModelHttpClient(HttpClient http)
{
    /// <summary>Redirects are answers: a key goes to no other host.</summary>
    public static HttpClient NewHttpClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(5),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    // More is no error message.
    private const int LongestRefusal = 64 * 1024;

    /// <summary>The answer's stream, if it is of the type that was asked for.</summary>
    /// <param name="mediaType">Of a stream.</param>
    /// <param name="failureOf">What the provider means by any other answer.</param>
    /// <exception cref="ModelFailureException">It refused, or could not be reached.</exception>
    public async Task<ModelStream> OpenAsync(
        HttpRequestMessage message, string mediaType, Func<ModelAnswer, ModelFailure> failureOf, CancellationToken cancellationToken)
    {
        HttpResponseMessage? response = null;
        try
        {
            response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == mediaType)
            {
                return new(response, await response.Content.ReadAsStreamAsync(cancellationToken));
            }

            var body = await ReadAsync(response.Content, cancellationToken);
            throw new ModelFailureException(failureOf(new((int)response.StatusCode, body, name => Header(response, name))));
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            response?.Dispose();
            throw new ModelFailureException(new(ModelFailureKind.Overloaded, ProviderWords.Of(broken.Message)), broken);
        }
        catch
        {
            response?.Dispose();
            throw;
        }
    }

    /// <summary>An answer that comes whole, as JSON.</summary>
    /// <param name="failureOf">What the provider means by any other answer.</param>
    /// <exception cref="ModelFailureException">It refused, could not be reached, or said something else.</exception>
    public async Task<T> SendAsync<T>(HttpRequestMessage message, Func<ModelAnswer, ModelFailure> failureOf, CancellationToken cancellationToken)
        where T : class
    {
        await using var stream = await OpenAsync(message, "application/json", failureOf, cancellationToken);
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(stream.Body, cancellationToken: cancellationToken) ?? throw new JsonException("null");
        }
        catch (JsonException broken)
        {
            throw new ModelFailureException(new(ModelFailureKind.Malformed, ProviderWords.Of($"The answer has another shape: {broken.Message}")), broken);
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new ModelFailureException(new(ModelFailureKind.Interrupted, ProviderWords.Of(broken.Message)), broken);
        }
    }

    /// <summary>The data of each server-sent event; comments and heartbeats are passed over.</summary>
    /// <exception cref="ModelFailureException">The connection broke.</exception>
    public static async IAsyncEnumerable<string> EventsIn(
        ModelStream stream, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var events = SseParser.Create(stream.Body).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await MovesOnAsync(events))
        {
            yield return events.Current.Data;
        }
    }

    private static async Task<bool> MovesOnAsync(IAsyncEnumerator<SseItem<string>> events)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw new ModelFailureException(new(ModelFailureKind.Interrupted, ProviderWords.Of(broken.Message)), broken);
        }
    }

    private static async Task<string> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var reader = new StreamReader(stream);
        var buffer = new char[LongestRefusal];
        return new(buffer, 0, await reader.ReadBlockAsync(buffer, cancellationToken));
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}

/// <summary>An answer that is still coming.</summary>
internal sealed class ModelStream(HttpResponseMessage response, Stream body) : IAsyncDisposable
{
    public Stream Body { get; } = body;

    public async ValueTask DisposeAsync()
    {
        await Body.DisposeAsync();
        response.Dispose();
    }
}
