using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Raposa.Views;

/// <summary>
/// Reads the comment that a view's file begins with: what one row is, then lines <c>question:</c>, <c>sources:</c>, perhaps <c>order:</c>,
/// and one <c>column name type: description</c> for each column.
/// </summary>
internal static partial class ViewHeader
{
    /// <summary>The types that a column may have, and what they are called in PostgreSQL's catalog.</summary>
    public static ImmutableSortedDictionary<string, string> Types { get; } = new Dictionary<string, string>
    {
        ["text"] = "text", ["int"] = "integer", ["bigint"] = "bigint", ["numeric"] = "numeric", ["boolean"] = "boolean",
        ["timestamptz"] = "timestamp with time zone", ["date"] = "date", ["uuid"] = "uuid",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <exception cref="FormatException">The header lacks something, or has a line that is none of these; the message names the view.</exception>
    public static ViewDefinition Parse(string name, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var header = lines.TakeWhile(line => line.StartsWith("--", StringComparison.Ordinal)).Select(line => line[2..].Trim()).ToList();
        if (header.Count == 0)
        {
            throw new FormatException($"{name}.sql does not begin with a comment that says what one row is.");
        }

        string? question = null, sources = null, order = null;
        var columns = ImmutableArray.CreateBuilder<ViewColumn>();
        foreach (var line in header.Skip(1))
        {
            var column = Column().Match(line);
            if (column.Success && Types.ContainsKey(column.Groups["type"].Value))
            {
                columns.Add(new(column.Groups["name"].Value, column.Groups["type"].Value, column.Groups["text"].Value));
                continue;
            }

            _ = After(line, "question: ", ref question) || After(line, "sources: ", ref sources) || After(line, "order: ", ref order)
                ? true
                : throw new FormatException($"{name}.sql has a line in its header that is neither a question, sources, an order nor a column of a known type: {line}");
        }

        return question is null || sources is null || columns.Count == 0
            ? throw new FormatException($"{name}.sql lacks its question, its sources or its columns.")
            : new(
                new() { Name = name, Question = question, Row = header[0], Sources = [.. sources.Split(", ")], Columns = columns.ToImmutable() },
                order, string.Join('\n', lines.Skip(header.Count)).Trim());
    }

    private static bool After(string line, string prefix, ref string? rest)
    {
        var isThis = line.StartsWith(prefix, StringComparison.Ordinal);
        rest = isThis ? line[prefix.Length..] : rest;
        return isThis;
    }

    [GeneratedRegex("^column (?<name>[a-z_0-9]+) (?<type>[a-z]+): (?<text>.+)$")]
    private static partial Regex Column();
}
