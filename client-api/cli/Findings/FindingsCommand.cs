using System.CommandLine;
using Raposa.Cli;

namespace Raposa.Findings;

/// <summary><c>./raposa findings export --format ocsf|asff|sarif|csv [--out FILE] …</c></summary>
internal static class FindingsCommand
{
    // Until it begins to answer; how long it goes on depends on how many there are.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static Command Build()
    {
        var format = new Option<string>("--format") { Description = "ocsf, asff, sarif or csv.", Required = true };
        format.AcceptOnlyFromAmong("ocsf", "asff", "sarif", "csv");
        var file = new Option<FileInfo?>("--out") { Description = "The file to write, which is replaced when all of it is there; else the standard output." };
        Option<string?>[] conditions =
        [
            new("--status") { Description = "open, resolved or closed." },
            new("--severity") { Description = "The least: informational, low, medium, high or critical." },
            new("--kind") { Description = "A kind, or the beginning of kinds up to a dot." },
            new("--account") { Description = "The account it is in." },
            new("--priority") { Description = "The least: 1 to 100." },
            new("--suppressed") { Description = "exclude, include or only; without it they are excluded." },
        ];
        var person = new SignInOptions();
        var export = new Command(
            "export", $"Writes every finding that fits, as others read them. {SignInOptions.Sentence} Ends with 0 if all of it was written, 1 if not, 2 for a wrong call.")
        {
            format, file,
        };
        foreach (var condition in conditions)
        {
            export.Add(condition);
        }

        person.AddTo(export);
        export.SetAction((call, cancellationToken) => PlatformClient.RunAsync(
            person, call, Patience,
            (http, server) => ExportAsync(
                new(http, server),
                [("format", call.GetRequiredValue(format)), .. conditions.Select(condition => (condition.Name.TrimStart('-'), call.GetValue(condition)))],
                call.GetValue(file),
                cancellationToken),
            cancellationToken));
        return new("findings", "What was found.") { export };
    }

    private static async Task<int> ExportAsync(FindingsClient client, IEnumerable<(string Name, string? Value)> query, FileInfo? file, CancellationToken cancellationToken)
    {
        var progress = new ExportProgress(Console.Error, !Console.IsErrorRedirected);
        if (file is null)
        {
            await using var output = Console.OpenStandardOutput();
            await client.ExportAsync(query, output, progress.Wrote, cancellationToken);
        }
        else
        {
            await client.ExportAsync(query, file, progress.Wrote, cancellationToken);
        }

        progress.End(file?.FullName);
        return 0;
    }
}
