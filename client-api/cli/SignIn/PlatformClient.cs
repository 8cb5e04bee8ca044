using System.CommandLine;
using System.Net;
using System.Net.Http;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Raposa.Cli;

/// <summary>The platform as a person uses it from a terminal: signs in, and turns what goes wrong into a sentence and an exit code.</summary>
internal static class PlatformClient
{
    /// <summary>Signs in and works as that person.</summary>
    /// <returns>What the work returns; 1 for no answer, 2 for a wrong call or a person who is not let in.</returns>
    public static async Task<int> RunAsync(
        SignInOptions options, ParseResult call, TimeSpan patience, Func<HttpClient, Uri, Task<int>> work, CancellationToken cancellationToken)
    {
        try
        {
            var (request, refusal) = options.Read(call, Environment.GetEnvironmentVariable);
            if (request is null)
            {
                return await RefuseAsync(refusal!);
            }

            using var http = new HttpClient { Timeout = patience };
            if (!await SignInAsync(http, request, cancellationToken))
            {
                return await RefuseAsync($"{request.Server} does not let {request.Email} in with this password.");
            }

            return await work(http, request.Server);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
    }

    /// <summary>From here on the client sends the person's token. False if they are not let in.</summary>
    /// <exception cref="HttpRequestException">The server is not there, or will not.</exception>
    public static async Task<bool> SignInAsync(HttpClient http, SignInRequest request, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync(
            new Uri(request.Server, "v1/sign-in"), new { email = request.Email, password = request.Password }, cancellationToken);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            return false;
        }

        var token = JsonNode.Parse(await ReadAsync(response, cancellationToken))?["accessToken"]?.GetValue<string>();
        http.DefaultRequestHeaders.Authorization = new("Bearer", token ?? throw new HttpRequestException($"{request.Server} answers without a token. Is it the platform?"));
        return true;
    }

    /// <summary>The body of an answer.</summary>
    /// <exception cref="HttpRequestException">It is a refusal; the message says what the server said.</exception>
    public static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? text
            : throw new HttpRequestException($"{response.RequestMessage!.RequestUri} answered {(int)response.StatusCode}: {ProblemText.Of(text)}");
    }

    private static async Task<int> RefuseAsync(string reason)
    {
        await Console.Error.WriteLineAsync(reason);
        return 2;
    }
}
