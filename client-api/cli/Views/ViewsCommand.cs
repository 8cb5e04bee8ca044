using System.CommandLine;
using System.Net.Http;
using System.Text.Json;
using Raposa.Cli;

namespace Raposa.Views;

/// <summary><c>./raposa views [NAME]</c>: the questions that there are, or the rows of one.</summary>
internal static class ViewsCommand
{
    private const int UsageError = 2;

    public static Command Build()
    {
        var name = new Argument<string?>("name") { Description = "A view; without one they are listed.", Arity = ArgumentArity.ZeroOrOne };
        var csv = new Option<bool>("--csv") { Description = "CSV; else a line of JSON for each row." };
        var asOf = new Option<string?>("--as-of") { Description = "A time, such as 2026-03-14T09:00:00Z; else now." };
        var url = new Option<string?>("--url") { Description = $"Where the platform is; else RAPOSA_URL, else {ServerAddress.Default}." };
        var email = new Option<string?>("--email") { Description = "Who asks; else RAPOSA_EMAIL, else the demo's person." };
        var command = new Command("views", "Prints a view, all of it. The password is read from RAPOSA_PASSWORD. Ends with 0 for rows or none, 1 if there is no such view or no answer, 2 for a wrong call.")
        {
            name, csv, asOf, url, email,
        };
        command.SetAction((call, cancellationToken) => RunAsync(
            call.GetValue(name), call.GetValue(csv), call.GetValue(asOf),
            call.GetValue(url) ?? Environment.GetEnvironmentVariable("RAPOSA_URL"),
            call.GetValue(email) ?? Environment.GetEnvironmentVariable("RAPOSA_EMAIL"), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string? name, bool csv, string? asOf, string? url, string? email, CancellationToken cancellationToken)
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

        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(1) };
        var client = new ViewsClient(http, server);
        try
        {
            if (!await client.SignInAsync(person, password, cancellationToken))
            {
                return Refuse($"{server} does not let {person} in with this password.");
            }

            await (name is null ? ListAsync(client, cancellationToken) : csv ? WriteCsvAsync(client, name, asOf, cancellationToken) : WriteAsync(client, name, asOf, cancellationToken));
            return 0;
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
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

    private static int Refuse(string reason)
    {
        Console.Error.WriteLine(reason);
        return UsageError;
    }
}
