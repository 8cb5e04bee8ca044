using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Spectre.Console;

namespace Raposa.Benchmarks;

/// <summary>A benchmark's figures for a person (a table) and for a program (<c>artifacts/bench/NAME.json</c>).</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static void Print(BenchmarkResult result)
    {
        var table = new Table().Title(result.Name).AddColumn("").AddColumn(new TableColumn("").RightAligned()).AddColumn("").HideHeaders();
        foreach (var row in result.Rows)
        {
            table.AddRow(Markup.Escape(row.Label), Format(row.Value), Markup.Escape(row.Unit));
        }

        AnsiConsole.Write(table);
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
            Engine,
            Machine = new { Environment.ProcessorCount, Runtime = RuntimeInformation.FrameworkDescription },
            result.Rows,
        };
        File.WriteAllText(file, JsonSerializer.Serialize(document, Json));
        return file;
    }

    private static string Engine =>
#if ENGINE_ORLEANS
        "orleans";
#else
        "local";
#endif

    private static string Format(double value) =>
        value.ToString(Math.Abs(value) < 10 ? "0.00" : "#,0", CultureInfo.InvariantCulture);
}
