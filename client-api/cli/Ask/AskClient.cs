using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Raposa.Cli;

namespace Raposa.Chat;

/// <summary>The platform's API as <c>ask</c> needs it.</summary>
/// <param name="wait">Called when there were too many questions, with what the server said and for how long it wants to be left alone.</param>
internal sealed class AskClient(HttpClient http, Uri server, Func<string, TimeSpan, CancellationToken, Task> wait)
{
    /// <summary>Nobody sits before a terminal for longer than this.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    /// <summary>A token; null if the person is not let in.</summary>
    /// <exception cref="HttpRequestException">The server is not there, or will not.</exception>
    public async Task<string?> SignInAsync(string email, string password, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync(new Uri(server, "v1/sign-in"), new { email, password }, cancellationToken);
        return response.StatusCode == HttpStatusCode.Unauthorized ? null : (await ReadAsync(response, cancellationToken))["accessToken"]!.GetValue<string>();
    }

    /// <summary>The events of the answer, in a conversation of its own where none is given.</summary>
    /// <exception cref="HttpRequestException">The server is not there, or will not.</exception>
    public async IAsyncEnumerable<SseItem<string>> AskAsync(
        string token, Guid? conversation, string question, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
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
                    await ReadAsync(response, cancellationToken);
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
        return (await ReadAsync(response, cancellationToken))["id"]!.GetValue<Guid>();
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new HttpRequestException($"{response.RequestMessage!.RequestUri} answered {(int)response.StatusCode}: {ProblemText.Of(text)}");
    }
}
