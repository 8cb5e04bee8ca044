using System.CommandLine;
using Raposa.Cli;

namespace Raposa.Views;

/// <summary><c>./raposa views [NAME]</c>: the questions that there are, or the rows of one.</summary>
internal static class ViewsCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static Command Build()
    {
        var name = new Argument<string?>("name") { Description = "A view; without one they are listed.", Arity = ArgumentArity.ZeroOrOne };
        var csv = new Option<bool>("--csv") { Description = "CSV; else a line of JSON for each row." };
        var asOf = new Option<string?>("--as-of") { Description = "A time, such as 2026-03-14T09:00:00Z; else now." };
        var person = new SignInOptions();
        var command = new Command("views", $"Prints a view, all of it. {SignInOptions.Sentence} Ends with 0 for rows or none, 1 if there is no such view or no answer, 2 for a wrong call.")
        {
            name, csv, asOf,
        };
        person.AddTo(command);
        command.SetAction((call, cancellationToken) => PlatformClient.RunAsync(
            person, call, Patience,
            (http, server) => PrintAsync(new(http, server), call.GetValue(name), call.GetValue(csv), call.GetValue(asOf), cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> PrintAsync(ViewsClient client, string? name, bool csv, string? asOf, CancellationToken cancellationToken)
    {
        await (name is null ? ListAsync(client, cancellationToken) : csv ? WriteCsvAsync(client, name, asOf, cancellationToken) : WriteAsync(client, name, asOf, cancellationToken));
        return 0;
    }

    private static async Task ListAsync(ViewsClient client, CancellationToken cancellationToken)
    {
        var views = (await client.ListAsync(cancellationToken))["views"]!.AsArray();
        var width = views.Max(view => view!["name"]!.GetValue<string>().Length);
        foreach (var view in views)
        {
            Console.WriteLine($"{view!["name"]!.GetValue<string>().PadRight(width)}  {view["question"]}");
        }
    }

    // Rows go to the standard output alone, so that they can be read on by a program.
    private static async Task WriteAsync(ViewsClient client, string name, string? asOf, CancellationToken cancellationToken)
    {
        for (int? offset = 0; offset is { } from;)
        {
            var page = await client.GetAsync(name, asOf, from, cancellationToken);
            foreach (var row in page["rows"]!.AsArray())
            {
                Console.WriteLine(row!.ToJsonString());
            }

            offset = page["next"]?.GetValue<int>();
            asOf = page["asOf"]!.GetValue<string>();
            if (offset is null)
            {
                await Console.Error.WriteLineAsync($"{page["total"]} rows, {page["unknown"]} of them unknown; {page["coverage"]}; as of {asOf}.");
            }
        }
    }

    private static async Task WriteCsvAsync(ViewsClient client, string name, string? asOf, CancellationToken cancellationToken)
    {
        string? next = null;
        do
        {
            var isFirst = next is null;
            (var text, var coverage, next) = await client.GetCsvAsync(name, asOf, next, cancellationToken);
            Console.Write(isFirst ? text : text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
            if (next is null)
            {
                await Console.Error.WriteLineAsync($"{coverage}.");
            }
        }
        while (next is not null);
    }
}
