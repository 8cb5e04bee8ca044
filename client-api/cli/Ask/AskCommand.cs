using System.CommandLine;
using System.Net.Http;
using Raposa.Cli;

namespace Raposa.Chat;

/// <summary><c>./raposa ask "…"</c>: asks the copilot and prints the answer as it is written.</summary>
internal static class AskCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static Command Build()
    {
        var question = new Argument<string>("question") { Description = "In plain words." };
        var conversation = new Option<Guid?>("--conversation") { Description = "Goes on with this conversation." };
        var json = new Option<bool>("--json") { Description = "The events as they come, a line of JSON each." };
        var person = new SignInOptions();
        var command = new Command("ask", $"Asks about the estate. {SignInOptions.Sentence} Ends with 0 for an answer, 1 for none, 2 for a wrong call.")
        {
            question, conversation, json,
        };
        person.AddTo(command);
        command.SetAction((call, cancellationToken) => PlatformClient.RunAsync(
            person, call, Patience,
            (http, server) => AskAsync(http, server, call.GetRequiredValue(question), call.GetValue(conversation), call.GetValue(json), cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> AskAsync(HttpClient http, Uri server, string question, Guid? conversation, bool json, CancellationToken cancellationToken)
    {
        var output = new AskOutput(Console.Out, json);
        await foreach (var one in new AskClient(http, server, WaitAsync).AskAsync(conversation, question, cancellationToken))
        {
            output.Write(one);
        }

        return output.IsAnswered ? 0 : 1;
    }

    private static async Task WaitAsync(string reason, TimeSpan delay, CancellationToken cancellationToken)
    {
        await Console.Error.WriteLineAsync($"{reason} Waiting until then.");
        await Task.Delay(delay, cancellationToken);
    }
}
