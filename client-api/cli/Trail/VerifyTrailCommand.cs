using System.CommandLine;
using System.Globalization;
using Raposa.Ingestion;
using Spectre.Console;

namespace Raposa.Cli;

/// <summary><c>raposa verify-trail DIR --keys FILE [--json] [--from T] [--to T] [--bucket NAME]</c></summary>
internal static class VerifyTrailCommand
{
    private const int UsageError = 2;

    public static Command Build()
    {
        var folder = new Argument<string>("dir") { Description = "A copy of a trail's bucket: DIR/[prefix/]AWSLogs/…" };
        var keys = new Option<string>("--keys")
        {
            Description = "What 'aws cloudtrail list-public-keys' printed; of several regions, one after the other in one file.",
            Required = true,
        };
        var json = new Option<bool>("--json") { Description = "The report as JSON on standard output." };
        var from = new Option<string?>("--from") { Description = "Look from this time on (UTC), and miss what is not there." };
        var to = new Option<string?>("--to") { Description = "Look until this time (UTC), and miss what is not there." };
        var bucket = new Option<string?>("--bucket") { Description = "The bucket that DIR is a copy of; else the one that most digests name." };
        var command = new Command("verify-trail", "Verifies CloudTrail's digests and log files, offline. Ends with 0 if all is valid, 1 if not, 2 for a wrong call.")
        {
            folder, keys, json, from, to, bucket,
        };
        command.SetAction((call, cancellationToken) => RunAsync(
            new(
                call.GetRequiredValue(folder),
                call.GetRequiredValue(keys),
                call.GetValue(json),
                call.GetValue(from),
                call.GetValue(to),
                call.GetValue(bucket)),
            Console.Out,
            cancellationToken));
        return command;
    }

    internal static async Task<int> RunAsync(VerifyTrailArguments arguments, TextWriter output, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(arguments.Folder))
        {
            return Refuse($"There is no folder '{arguments.Folder}'; give the folder that AWSLogs is in.");
        }

        if (!TryTime(arguments.From, out var from) || !TryTime(arguments.To, out var to))
        {
            return Refuse("--from and --to are times such as 2024-02-28T21:00:00Z.");
        }

        if (from >= to)
        {
            return Refuse($"--from {arguments.From} is not before --to {arguments.To}.");
        }

        try
        {
            var ring = DigestKeyRing.Parse(await File.ReadAllBytesAsync(arguments.Keys, cancellationToken));
            var scope = new TrailScope(from, to);
            var place = await FolderTrailBucket.LocateAsync(arguments.Folder, arguments.Bucket, cancellationToken);
            var inventory = await TrailInventory.ReadAsync(place, "", scope, cancellationToken);
            TrailReport? report = null;
            await SendProgress.RunAsync(
                "Verifying",
                inventory.Bytes,
                arguments.IsJson,
                async progress => report = await new TrailVerification(place, ring, scope, Lateness.Usual)
                    .RunAsync(inventory, progress, cancellationToken));
            if (arguments.IsJson)
            {
                TrailReportWriter.WriteJson(report!, place, output);
            }
            else
            {
                TrailReportWriter.WriteText(report!, place, AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(output) }));
            }

            return report!.IsAllValid ? 0 : 1;
        }
        catch (FormatException other)
        {
            return Refuse($"The keys in {arguments.Keys} cannot be read: {other.Message}.");
        }
        catch (Exception unreadable) when (unreadable is TrailReadException or IOException or UnauthorizedAccessException)
        {
            return Refuse(unreadable.Message);
        }
    }

    private static bool TryTime(string? text, out DateTimeOffset? time)
    {
        time = DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read)
            ? read
            : null;
        return text is null || time is not null;
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return UsageError;
    }
}

/// <summary>What the command was given.</summary>
internal sealed record VerifyTrailArguments(string Folder, string Keys, bool IsJson, string? From, string? To, string? Bucket);
