using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Spectre.Console;

namespace Raposa.Benchmarks;

/// <summary>A benchmark's figures for a person (a table) and for a program (<c>artifacts/bench/NAME.json</c>).</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>A line for each label, a column for each engine.</summary>
    public static void Print(BenchmarkResult result)
    {
        var engines = result.Rows.Select(row => row.Engine).Distinct().ToArray();
        var table = new Table().Title(result.Name).AddColumn("");
        foreach (var engine in engines)
        {
            table.AddColumn(new TableColumn(Markup.Escape(engine)).RightAligned());
        }

        table.AddColumn("");
        foreach (var line in result.Rows.GroupBy(row => row.Label))
        {
            var values = engines.Select(engine => line.FirstOrDefault(row => row.Engine == engine) is { } row ? Format(row.Value) : "");
            table.AddRow([Markup.Escape(line.Key), .. values, Markup.Escape(line.First().Unit)]);
        }

        AnsiConsole.Write(result.Note is null ? table : table.Caption(Markup.Escape(result.Note)));
    }

    /// <returns>The file written.</returns>
    public static string Write(BenchmarkResult result, DateTimeOffset at, string folder)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"{result.Name}.json");
        var document = new
        {
            result.Name,
            At = at,
            Machine = new { Environment.ProcessorCount, Runtime = RuntimeInformation.FrameworkDescription },
            result.Note,
            result.Rows,
        };
        File.WriteAllText(file, JsonSerializer.Serialize(document, Json));
        return file;
    }

    private static string Format(double value) =>
        value.ToString(Math.Abs(value) < 10 ? "0.00" : "#,0", CultureInfo.InvariantCulture);
}
