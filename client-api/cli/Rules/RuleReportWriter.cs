using System.Text.Encodings.Web;
using System.Text.Json;

namespace Raposa.Detection;

/// <summary>Prints a report: as JSON for programs, as lines for people.</summary>
internal static class RuleReportWriter
{
    /// <summary><c>{"events","rules":[{"id","title","level","hits","lines":{path:[…]}}],"errors":[{"file","reason"}]}</c>.</summary>
    public static void WriteJson(RuleReport report, Stream output)
    {
        using var json = new Utf8JsonWriter(
            output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteNumber("events", report.Events);
        json.WriteStartArray("rules");
        foreach (var rule in report.Rules)
        {
            Write(rule, json);
        }

        json.WriteEndArray();
        json.WriteStartArray("errors");
        foreach (var error in report.Errors)
        {
            json.WriteStartObject();
            json.WriteString("file", error.File);
            json.WriteString("reason", error.Explanation);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(RuleResult result, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", result.Rule.Id);
        json.WriteString("title", result.Rule.Title);
        json.WriteString("level", result.Rule.Level?.ToString().ToLowerInvariant());
        json.WriteNumber("hits", result.Hits);
        json.WriteStartObject("lines");
        foreach (var (path, lines) in result.Lines)
        {
            json.WriteStartArray(path);
            foreach (var line in lines)
            {
                json.WriteNumberValue(line);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void WriteText(RuleReport report, TextWriter output)
    {
        output.WriteLine($"{report.Events} events, {report.Rules.Length} rules, {report.Rules.Count(rule => rule.Hits > 0)} of them matched");
        foreach (var result in report.Rules.Where(rule => rule.Hits > 0).OrderByDescending(rule => rule.Hits))
        {
            output.WriteLine($"{result.Hits,8}  {result.Rule.Level?.ToString().ToLowerInvariant() ?? "-",-13}  {result.Rule.Title}");
            foreach (var (path, lines) in result.Lines)
            {
                output.WriteLine($"          {path}: {string.Join(", ", lines.Take(12))}{(lines.Count > 12 ? $" and {lines.Count - 12} more" : string.Empty)}");
            }
        }

        foreach (var error in report.Errors)
        {
            output.WriteLine($"refused   {error}");
        }
    }
}
