using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Raposa.Chat;

/// <summary>Documents, questions, and which documents answer which question: what a search is judged on.</summary>
/// <param name="Relevant">By question: how relevant each document is; those that are not are missing.</param>
internal sealed record RetrievalSet(
    ImmutableArray<(string Id, string Text)> Documents,
    ImmutableArray<(string Id, string Text)> Questions,
    IReadOnlyDictionary<string, ImmutableDictionary<string, int>> Relevant)
{
    /// <param name="documents">JSON lines with <c>id</c> and <c>text</c>; whatever else a document has is not looked at.</param>
    /// <param name="questions">The same.</param>
    /// <param name="judgements">Lines of question, document and grade, separated by tabs; TREC's four columns too.</param>
    /// <exception cref="FormatException">A line is not what it should be; the message names file and line.</exception>
    public static RetrievalSet Read(string documents, string questions, string judgements) =>
        new(Texts(documents), Texts(questions), Judgements(judgements));

    private static ImmutableArray<(string Id, string Text)> Texts(string path) => [.. Lines(path).Select(line =>
    {
        try
        {
            using var json = JsonDocument.Parse(line.Text);
            return (json.RootElement.GetProperty("id").GetString()!, json.RootElement.GetProperty("text").GetString()!);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"{path}:{line.Number} is no JSON object with an id and a text.", broken);
        }
    })];

    private static Dictionary<string, ImmutableDictionary<string, int>> Judgements(string path) => Lines(path)
        .Select(line => line.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) switch
        {
            [var question, _, var document, var grade] => (question, document, Grade: GradeOf(grade, path, line.Number)),
            [var question, var document, var grade] => (question, document, Grade: GradeOf(grade, path, line.Number)),
            _ => throw new FormatException($"{path}:{line.Number} has not the columns question, document and grade."),
        })
        .Where(judgement => judgement.Grade > 0)
        .GroupBy(judgement => judgement.question, StringComparer.Ordinal)
        .ToDictionary(
            group => group.Key,
            group => group.ToImmutableDictionary(judgement => judgement.document, judgement => judgement.Grade, StringComparer.Ordinal),
            StringComparer.Ordinal);

    private static int GradeOf(string text, string path, int line) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var grade)
            ? grade
            : throw new FormatException($"{path}:{line} has the grade '{text}', which is no whole number.");

    private static IEnumerable<(string Text, int Number)> Lines(string path) =>
        File.ReadLines(path).Select((text, at) => (text, at + 1)).Where(line => !string.IsNullOrWhiteSpace(line.text));
}
