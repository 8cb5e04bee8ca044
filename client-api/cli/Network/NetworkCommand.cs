using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Raposa.Network;
using Raposa.Network.Reachability;

namespace Raposa.Cli;

/// <summary><c>raposa network analyze DIR [--json] [--from X --to Y --proto P --port N] [--queries FILE]</c></summary>
internal static class NetworkCommand
{
    private const int UsageError = 2;

    public static Command Build()
    {
        var folder = new Argument<string>("dir") { Description = "A folder with ec2-describe-*.json and elbv2-describe-*.json as the AWS CLI prints them." };
        var json = new Option<bool>("--json") { Description = "The answer as JSON on standard output." };
        var from = new Option<string?>("--from") { Description = "internet, an address, or the id of an interface, instance, database, subnet or security group." };
        var to = new Option<string?>("--to") { Description = "The same, for the other end." };
        var protocol = new Option<string?>("--proto") { Description = "tcp, udp, icmp, icmpv6, a number, or any (the default)." };
        var port = new Option<int?>("--port") { Description = "A port; of ICMP a type." };
        var queries = new Option<string?>("--queries") { Description = "A file with one {\"from\",\"to\",\"proto\",\"port\"} per line; one answer per line, in order." };
        var analyze = new Command("analyze", "Says what reaches what, offline, and by which rules. Ends with 0, or 2 for a wrong call.")
        {
            folder, json, from, to, protocol, port, queries,
        };
        analyze.SetAction(call => Run(
            new(
                call.GetRequiredValue(folder),
                call.GetValue(json),
                call.GetValue(from),
                call.GetValue(to),
                call.GetValue(protocol),
                call.GetValue(port),
                call.GetValue(queries)),
            Console.Out));
        return new Command("network", "Works out what a network's configuration lets through.") { analyze };
    }

    internal static int Run(NetworkArguments arguments, TextWriter output)
    {
        if (!Directory.Exists(arguments.Folder))
        {
            return Refuse($"There is no folder '{arguments.Folder}'; give one with ec2-describe-*.json files.");
        }

        if (arguments.From is null != arguments.To is null)
        {
            return Refuse("--from and --to go together.");
        }

        try
        {
            var files = NetworkFolder.Read(arguments.Folder);
            if (files.Read.IsEmpty)
            {
                return Refuse($"There is no ec2-describe-*.json in '{arguments.Folder}'.");
            }

            var analyzer = new ReachabilityAnalyzer(files.Topology);
            if (arguments.Queries is { } queries)
            {
                return AnswerAll(queries, analyzer, output);
            }

            return arguments.From is null
                ? Summarize(files, arguments.IsJson, output)
                : AnswerOne(arguments, analyzer, output);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return Refuse(unreadable.Message);
        }
    }

    private static int AnswerOne(NetworkArguments arguments, ReachabilityAnalyzer analyzer, TextWriter output)
    {
        if (IpProtocol.Parse(arguments.Protocol) is not { } protocol)
        {
            return Refuse($"'{arguments.Protocol}' is no protocol; tcp, udp, icmp, icmpv6, a number up to 255, or any.");
        }

        if (arguments.Port is < 0 or > 65535)
        {
            return Refuse("--port is a number from 0 to 65535.");
        }

        var verdict = analyzer.Answer(new(arguments.From!, arguments.To!, protocol, arguments.Port));
        if (arguments.IsJson)
        {
            output.WriteLine(VerdictWriter.Json(verdict));
        }
        else
        {
            VerdictWriter.Write(verdict, output);
        }

        return 0;
    }

    // One line out for each line in, whatever is in it: a reader counts on the order.
    private static int AnswerAll(string file, ReachabilityAnalyzer analyzer, TextWriter output)
    {
        foreach (var line in File.ReadLines(file).Where(line => !string.IsNullOrWhiteSpace(line)))
        {
            output.WriteLine(TryQuestion(line, out var question, out var wrong)
                ? VerdictWriter.Json(analyzer.Answer(question!))
                : VerdictWriter.Json(new(Outcome.Unknown, null, [], [], wrong, [], null, [])));
        }

        return 0;
    }

    private static bool TryQuestion(string line, out Question? question, out string? wrong)
    {
        (question, wrong) = (null, null);
        try
        {
            using var document = JsonDocument.Parse(line);
            var query = document.RootElement;
            var (from, to) = (Text(query, "from"), Text(query, "to"));
            if (from is null || to is null)
            {
                wrong = "a query has 'from' and 'to'";
            }
            else if (IpProtocol.Parse(Text(query, "proto")) is not { } protocol)
            {
                wrong = $"'{Text(query, "proto")}' is no protocol";
            }
            else
            {
                int? port = int.TryParse(Text(query, "port"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
                question = new(from, to, protocol, port);
            }
        }
        catch (JsonException broken)
        {
            wrong = $"not JSON: {broken.Message}";
        }

        return question is not null;
    }

    private static string? Text(JsonElement query, string member) =>
        query.ValueKind == JsonValueKind.Object && query.TryGetProperty(member, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;

    private static int Summarize(NetworkFiles files, bool isJson, TextWriter output)
    {
        var summary = NetworkSummary.Of(files);
        if (isJson)
        {
            output.WriteLine(summary.Json());
        }
        else
        {
            summary.Write(output);
        }

        return 0;
    }

    private static int Refuse(string message)
    {
        Console.Error.WriteLine(message);
        return UsageError;
    }
}

/// <summary>What the command was given.</summary>
internal sealed record NetworkArguments(
    string Folder, bool IsJson, string? From, string? To, string? Protocol, int? Port, string? Queries);
