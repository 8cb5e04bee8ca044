using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Raposa.Cli;

/// <summary>The summary as people and as programs read it.</summary>
internal static class SendReport
{
    private const int ShownRejections = 10;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static string ToJson(SendSummary summary) => JsonSerializer.Serialize(
        new
        {
            summary.Files,
            summary.Batches,
            summary.Records,
            summary.Accepted,
            summary.Duplicate,
            summary.Rejected,
            summary.Unclaimed,
            summary.NotDelivered,
            summary.Failure,
            Rejections = summary.Rejections.Select(one => new
            {
                one.Record.File, one.Record.Position, one.Reason, one.Detail,
            }),
        },
        Format);

    public static void Print(SendSummary summary, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var heading in (string[])["files", "records", "accepted", "duplicate", "rejected", "not delivered"])
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        table.AddRow(
            Number(summary.Files), Number(summary.Records), Number(summary.Accepted), Number(summary.Duplicate),
            Number(summary.Rejected), Number(summary.NotDelivered));
        console.Write(table);

        if (summary.Unclaimed > 0)
        {
            console.WriteLine($"{Number(summary.Unclaimed)} records are of AWS accounts that this organization has not claimed; they are kept and flagged.");
        }

        foreach (var rejection in summary.Rejections.Take(ShownRejections))
        {
            console.WriteLine($"{rejection.Record.Place}: {rejection.Reason}: {rejection.Detail}");
        }

        if (summary.Rejected > ShownRejections)
        {
            console.WriteLine($"… and {Number(summary.Rejected - ShownRejections)} more; --json lists the first {Number(SendSummary.KeptRejections)}.");
        }

        if (summary.Failure is { } failure)
        {
            console.WriteLine(failure);
        }
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
