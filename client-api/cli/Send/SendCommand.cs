using System.CommandLine;
using Raposa.Organizations;
using Spectre.Console;

namespace Raposa.Cli;

/// <summary><c>raposa send PATH… --key K --secret S [--url U]</c></summary>
internal static class SendCommand
{
    private const int UsageError = 2;

    public static Command Build()
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "Files (.json, .json.gz, .jsonl, .ndjson) and folders, which are searched to the bottom.",
            Arity = ArgumentArity.OneOrMore,
        };
        var key = new Option<string?>("--key") { Description = "The API key, rpk_…; else RAPOSA_API_KEY." };
        var secret = new Option<string?>("--secret") { Description = "The signing secret, whsec_…; else RAPOSA_SIGNING_SECRET." };
        var url = new Option<string?>("--url") { Description = $"Where the platform is; else RAPOSA_URL, else {ServerAddress.Default}." };
        var json = new Option<bool>("--json") { Description = "The summary as JSON on standard output." };
        var command = new Command("send", "Signs CloudTrail records and sends them. Ends with 0 if all are there, 1 if some were rejected, 2 for a wrong call, 3 if not delivered.")
        {
            paths, key, secret, url, json,
        };
        command.SetAction((call, cancellationToken) => RunAsync(
            new(
                call.GetRequiredValue(paths),
                call.GetValue(key) ?? Environment.GetEnvironmentVariable("RAPOSA_API_KEY"),
                call.GetValue(secret) ?? Environment.GetEnvironmentVariable("RAPOSA_SIGNING_SECRET"),
                call.GetValue(url) ?? Environment.GetEnvironmentVariable("RAPOSA_URL"),
                call.GetValue(json)),
            cancellationToken));
        return command;
    }

    internal static async Task<int> RunAsync(SendArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Key is not { Length: > 0 } key)
        {
            return Refuse("There is no API key: give --key or set RAPOSA_API_KEY.");
        }

        if (WebhookSigner.TryParse(arguments.Secret ?? "") is not { } signer)
        {
            return Refuse("There is no signing secret (whsec_…): give --secret or set RAPOSA_SIGNING_SECRET.");
        }

        if (ServerAddress.TryParse(arguments.Url) is not { } server)
        {
            return Refuse($"'{arguments.Url}' is no address of a server: give --url such as {ServerAddress.Default}.");
        }

        IReadOnlyList<string> files;
        try
        {
            files = TrailFiles.Find(arguments.Paths);
        }
        catch (FileNotFoundException missing)
        {
            return Refuse(missing.Message);
        }

        if (files.Count == 0)
        {
            return Refuse($"No .json, .json.gz, .jsonl or .ndjson file is in {string.Join(", ", arguments.Paths)}.");
        }

        if (ServerAddress.IsInTheClear(server))
        {
            await Console.Error.WriteLineAsync($"{server} is not this machine and not https: the API key goes over the network in the clear.");
        }

        var summary = new SendSummary();
        using var http = DeliveryClient.NewHttpClient();
        var sender = new Sender(new(http, server, key, signer, new RetryPlan(), TimeProvider.System));
        await SendProgress.RunAsync(
            "Sending",
            files.Sum(file => new FileInfo(file).Length),
            arguments.IsJson,
            progress => sender.SendAsync(
                Batch.CutAsync(RecordsOf(files, summary, progress, cancellationToken)), summary, _ => { }, cancellationToken));
        if (arguments.IsJson)
        {
            Console.WriteLine(SendReport.ToJson(summary));
        }
        else
        {
            SendReport.Print(summary, AnsiConsole.Console);
        }

        return summary.ExitCode;
    }

    private static async IAsyncEnumerable<TrailRecord> RecordsOf(
        IReadOnlyList<string> files,
        SendSummary summary,
        Action<long> progress,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            summary.Files++;
            await using var records = TrailFiles.ReadAsync(file, summary.Add, progress, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await NextAsync(records, file, summary))
            {
                yield return records.Current;
            }
        }
    }

    // A file that cannot be read to its end is named and counted, and the next one is read.
    private static async Task<bool> NextAsync(IAsyncEnumerator<TrailRecord> records, string file, SendSummary summary)
    {
        try
        {
            return await records.MoveNextAsync();
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            summary.Add(new Rejection(new(file, 0, IsLine: false, default), "unreadable-file", unreadable.Message));
            return false;
        }
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return UsageError;
    }
}

/// <summary>What the command was given, after options and environment.</summary>
internal sealed record SendArguments(string[] Paths, string? Key, string? Secret, string? Url, bool IsJson);
