using System.CommandLine;
using System.Net.Http;
using System.Text.Json;
using Raposa.Cli;

namespace Raposa.Chat;

/// <summary><c>./raposa ask "…"</c>: asks the copilot and prints the answer as it is written.</summary>
internal static class AskCommand
{
    private const int UsageError = 2;

    public static Command Build()
    {
        var question = new Argument<string>("question") { Description = "In plain words." };
        var url = new Option<string?>("--url") { Description = $"Where the platform is; else RAPOSA_URL, else {ServerAddress.Default}." };
        var email = new Option<string?>("--email") { Description = "Who asks; else RAPOSA_EMAIL, else the demo's person." };
        var conversation = new Option<Guid?>("--conversation") { Description = "Goes on with this conversation." };
        var json = new Option<bool>("--json") { Description = "The events as they come, a line of JSON each." };
        var command = new Command("ask", "Asks about the estate. The password is read from RAPOSA_PASSWORD. Ends with 0 for an answer, 1 for none, 2 for a wrong call.")
        {
            question, url, email, conversation, json,
        };
        command.SetAction((call, cancellationToken) => RunAsync(
            call.GetRequiredValue(question),
            call.GetValue(url) ?? Environment.GetEnvironmentVariable("RAPOSA_URL"),
            call.GetValue(email) ?? Environment.GetEnvironmentVariable("RAPOSA_EMAIL"),
            call.GetValue(conversation),
            call.GetValue(json),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        string question, string? url, string? email, Guid? conversation, bool json, CancellationToken cancellationToken)
    {
        if (ServerAddress.TryParse(url) is not { } server)
        {
            return Refuse($"'{url}' is no address of a server: give --url such as {ServerAddress.Default}.");
        }

        var demo = Environment.GetEnvironmentVariable("RAPOSA_DATA") is { Length: > 0 } folder ? DemoState.Load(folder) : null;
        var password = Environment.GetEnvironmentVariable("RAPOSA_PASSWORD") ?? (email is null || email == demo?.Email ? demo?.Password : null);
        if ((email ?? demo?.Email) is not { } person || password is null)
        {
            return Refuse("It is not known who asks: give --email and set RAPOSA_PASSWORD, or start the demo with ./raposa up.");
        }

        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(5) };
        var client = new AskClient(http, server, WaitAsync);
        var output = new AskOutput(Console.Out, json);
        try
        {
            if (await client.SignInAsync(person, password, cancellationToken) is not { } token)
            {
                return Refuse($"{server} does not let {person} in with this password.");
            }

            await foreach (var one in client.AskAsync(token, conversation, question, cancellationToken))
            {
                output.Write(one);
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }

        return output.IsAnswered ? 0 : 1;
    }

    private static async Task WaitAsync(string reason, TimeSpan delay, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync($"{reason} Waiting until then.");
        await Task.Delay(delay, cancellationToken);
    }

    private static int Refuse(string reason)
    {
        Console.Error.WriteLine(reason);
        return UsageError;
    }
}
