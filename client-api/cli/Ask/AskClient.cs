using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Raposa.Cli;

namespace Raposa.Chat;

/// <summary>The platform's API as <c>ask</c> needs it.</summary>
/// <param name="http">Sends a person's token.</param>
/// <param name="wait">Called when there were too many questions, with what the server said and for how long it wants to be left alone.</param>
internal sealed class AskClient(HttpClient http, Uri server, Func<string, TimeSpan, CancellationToken, Task> wait)
{
    /// <summary>Nobody sits before a terminal for longer than this.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    /// <summary>The events of the answer, in a conversation of its own where none is given.</summary>
    /// <exception cref="HttpRequestException">The server is not there, or will not.</exception>
    public async IAsyncEnumerable<SseItem<string>> AskAsync(
        Guid? conversation, string question, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var id = conversation ?? await BeginAsync(cancellationToken);
        using var response = await AskPatientlyAsync(new(server, $"v1/conversations/{id:D}/turns"), question, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var one in SseParser.Create(body).EnumerateAsync(cancellationToken))
        {
            yield return one;
        }
    }

    private async Task<HttpResponseMessage> AskPatientlyAsync(Uri turns, string question, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, turns) { Content = JsonContent.Create(new { question }) };
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                var told = response.Headers.RetryAfter?.Delta;
                if (response.StatusCode != HttpStatusCode.TooManyRequests || told is not { } delay || delay > LongestWait)
                {
                    await PlatformClient.ReadAsync(response, cancellationToken);
                }
                else
                {
                    await wait(ProblemText.Of(await response.Content.ReadAsStringAsync(cancellationToken)), delay, cancellationToken);
                }
            }
        }
    }

    private async Task<Guid> BeginAsync(CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync(new Uri(server, "v1/conversations"), new { }, cancellationToken);
        return JsonNode.Parse(await PlatformClient.ReadAsync(response, cancellationToken))!["id"]!.GetValue<Guid>();
    }
}
