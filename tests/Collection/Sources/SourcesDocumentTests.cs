using System.Globalization;
using System.Text;
using Raposa.Support;

namespace Raposa.Collection.Sources;

/// <summary>
/// <c>docs/sources.md</c> is made from the declarations. If a change of them is meant, run the tests once with
/// RAPOSA_UPDATE=1 and commit the file.
/// </summary>
public class SourcesDocumentTests
{
    private static readonly string Document = Path.Combine(Repository.Root, "docs", "sources.md");

    [Fact]
    public void The_document_says_what_the_declarations_say()
    {
        var now = Write();
        if (Environment.GetEnvironmentVariable("RAPOSA_UPDATE") == "1")
        {
            File.WriteAllText(Document, now);
        }

        Assert.Equal(File.ReadAllText(Document), now);
    }

    private static string Write()
    {
        var text = new StringBuilder(
            $"""
            # Sources

            What is collected, by which calls, with which permissions, and how often. {SourceCatalog.Platform.All.Length} sources; made from their declarations
            in `grains/Collection/Sources`. Each is a view of its own name in the schema `source`.

            *Every* is the usual cadence and in brackets how far it adapts: faster when a run saw change, slower when several saw none.
            *Per* says whether a source is read once for an account or in each of its regions by itself.

            """.ReplaceLineEndings("\n"));
        foreach (var provider in Enum.GetValues<Provider>())
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {provider}\n\n| Source | One row is | Per | Every | Calls | Permissions |\n|---|---|---|---|---|---|\n");
            foreach (var source in SourceCatalog.Platform.Of(provider))
            {
                text.Append(CultureInfo.InvariantCulture, $"| `{source.Name}` | {source.Description}{(source.IsOptional ? " *On request.*" : "")} | {source.Scope.ToString().ToLowerInvariant()} | {Show(source.Cadence)} | {Show(source.Read.Operations)} | {Show(source.Read.Permissions)} |\n");
            }
        }

        text.Append("\n## Columns\n");
        foreach (var source in SourceCatalog.Platform.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### `{source.Name}`\n\n| Column | Type | |\n|---|---|---|\n");
            foreach (var column in source.Columns)
            {
                text.Append(CultureInfo.InvariantCulture, $"| `{column.Name}`{(column.IsKey ? " (key)" : "")} | {column.Type} | {column.Description} |\n");
            }
        }

        return text.ToString();
    }

    private static string Show(IEnumerable<string> words) => string.Join("<br>", words.Select(word => $"`{word}`"));

    private static string Show(Cadence cadence) => $"{Show(cadence.Usual)} ({Show(cadence.Fastest)} – {Show(cadence.Slowest)})";

    private static string Show(TimeSpan span) => span.TotalHours >= 1 && span.Minutes == 0 ? $"{span.TotalHours:0} h" : $"{span.TotalMinutes:0} min";
}
