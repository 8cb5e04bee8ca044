using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Raposa.Ingestion;
using Spectre.Console;

namespace Raposa.Cli;

/// <summary>Prints what was found out about a trail: as JSON for programs, as a table and a list of what is wrong for people.</summary>
internal static class TrailReportWriter
{
    private const int ShownFindings = 200;

    private static readonly JsonSerializerOptions Format =
        new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary><c>{valid,bucket,prefix,digests:[{key,verdict,reason,…}],logFiles:[…],gaps:[{accountId,region,trail,from,to,reason}]}</c>.</summary>
    public static void WriteJson(TrailReport report, FolderTrailBucket place, TextWriter output) => output.WriteLine(JsonSerializer.Serialize(
        new
        {
            Valid = report.IsAllValid,
            Bucket = place.Name,
            place.Prefix,
            Digests = report.Digests.Select(one => new
            {
                Key = one.Key.Text,
                Verdict = one.Verdict.ToWord(),
                one.Reason,
                one.Key.AccountId,
                one.Key.Region,
                one.Key.Trail,
                From = Show(one.StartTime),
                To = Show(one.EndTime),
                LogFiles = one.IsSigned ? one.Content!.LogFiles.Length : (int?)null,
            }),
            LogFiles = report.LogFiles.Select(one => new
            {
                Key = one.Key.Text,
                Verdict = one.Verdict.ToWord(),
                one.Reason,
                one.Key.AccountId,
                one.Key.Region,
                DigestKey = one.DigestKey,
                one.ExpectedSha256,
                one.Sha256,
                one.FoundAt,
            }),
            Gaps = report.Gaps.Select(one => new
            {
                one.Chain.AccountId, one.Chain.Region, one.Chain.Trail, From = Show(one.From), To = Show(one.To), one.Reason,
            }),
        },
        Format));

    public static void WriteText(TrailReport report, FolderTrailBucket place, IAnsiConsole console)
    {
        // A file or a pipe has no width, and would get that of a very old terminal.
        console.Profile.Width = Math.Max(console.Profile.Width, 120);
        console.WriteLine($"Read as a copy of s3://{place.Name}/{place.Prefix}");
        console.Write(TableOf(report));
        var findings = report.Digests.Select(one => (one.Verdict, What: "digest", Key: one.Key.Text, one.Reason))
            .Concat(report.LogFiles.Select(one => (one.Verdict, What: "log file", Key: one.Key.Text, one.Reason)))
            .Where(one => one.Verdict is not (TrailVerdict.Valid or TrailVerdict.Backfill))
            .OrderByDescending(one => one.Verdict.IsTampered())
            .ToList();
        foreach (var (verdict, what, key, reason) in findings.Take(ShownFindings))
        {
            WriteLine(console, $"{verdict.ToWord(),-10} {what} {key}");
            WriteLine(console, $"           {reason}");
        }

        if (findings.Count > ShownFindings)
        {
            WriteLine(console, $"and {findings.Count - ShownFindings} more; --json prints all of them.");
        }

        foreach (var gap in report.Gaps)
        {
            WriteLine(console, $"gap        {gap.Chain.AccountId} {gap.Chain.Region} {gap.Chain.Trail} {Show(gap.From)} to {Show(gap.To)}");
            WriteLine(console, $"           {gap.Reason}");
        }

        if (!report.Gaps.IsEmpty)
        {
            WriteLine(console, "           A gap at the end may be a digest that is still to come: then look with --to until the end of the last one.");
        }

        WriteLine(console, report.IsAllValid
            ? "Everything is valid."
            : $"Not everything is valid: {findings.Count(one => one.Verdict.IsTampered())} tampered with, {findings.Count(one => !one.Verdict.IsTampered())} late, unproven or after a gap, {report.Gaps.Length} gaps.");
    }

    private static Table TableOf(TrailReport report)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in (string[])["account", "region", "from", "to"])
        {
            table.AddColumn(heading);
        }

        foreach (var heading in (string[])["digests", "valid", "log files", "valid"])
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        foreach (var place in report.Digests.GroupBy(one => (one.OwnKey.AccountId, one.OwnKey.Region)).OrderBy(group => group.Key))
        {
            var files = report.LogFiles.Where(one => (one.Key.AccountId, one.Key.Region) == place.Key).ToList();
            table.AddRow(
                place.Key.AccountId,
                place.Key.Region,
                Show(place.Min(one => one.StartTime)),
                Show(place.Max(one => one.EndTime)),
                Number(place.Count()),
                Number(place.Count(one => one.Verdict is TrailVerdict.Valid or TrailVerdict.Backfill)),
                Number(files.Count),
                Number(files.Count(one => one.Verdict is TrailVerdict.Valid or TrailVerdict.Backfill)));
        }

        return table;
    }

    // Keys are longer than a terminal is wide, and are copied whole.
    private static void WriteLine(IAnsiConsole console, string line) => console.Profile.Out.Writer.WriteLine(line);

    private static string Number(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Show(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
