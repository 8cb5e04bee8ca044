using System.Collections.Immutable;

namespace Raposa.Detection;

/// <summary>The documents of a YAML text as they are written, so that each rule keeps its own words.</summary>
internal static class YamlTexts
{
    /// <summary>Each document with the 1-based line it begins on. A line of three hyphens stands between two.</summary>
    public static ImmutableArray<(int Line, string Text)> Split(string text)
    {
        var documents = ImmutableArray.CreateBuilder<(int, string)>();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var first = 0;
        for (var line = 0; line <= lines.Length; line++)
        {
            if (line == lines.Length || IsBoundary(lines[line]))
            {
                var document = string.Join('\n', lines[first..line]).Trim('\n');
                if (document.Length > 0)
                {
                    documents.Add((first + 1, $"{document}\n"));
                }

                first = line + 1;
            }
        }

        return documents.ToImmutable();
    }

    /// <summary>The document that holds that line.</summary>
    public static string At(ImmutableArray<(int Line, string Text)> documents, int line) =>
        documents.LastOrDefault(document => document.Line <= line, documents[0]).Text;

    // Indented text cannot look like this, so a block of text inside a rule never does.
    private static bool IsBoundary(string line) => line is "---" || line.StartsWith("--- ", StringComparison.Ordinal);
}
