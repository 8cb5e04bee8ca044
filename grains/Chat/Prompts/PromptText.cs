using System.Collections.Immutable;
using System.Text;

namespace Raposa.Chat;

/// <summary>Writes what a model is asked: the versioned instruction, the evidence fenced as data, and the question.</summary>
internal static class PromptText
{
    /// <summary>Kept with each answer, so that it is known which words it was asked with.</summary>
    public const string Version = "answer.v1";

    /// <summary>Of the review of an incident.</summary>
    public const string ReviewVersion = "review.v1";

    /// <summary>The largest evidence that is sent, in letters; what is beyond is left out from the end, where the least relevant is.</summary>
    private const int MostEvidence = 60_000;

    public static string System { get; } = ReadEmbedded(Version);

    private static string ReviewSystem { get; } = ReadEmbedded(ReviewVersion);

    /// <param name="history">Earlier turns, oldest first: what was asked, and what was answered.</param>
    public static ModelPrompt Of(string question, ImmutableArray<Evidence> evidence, IEnumerable<(string Question, string Answer)> history) =>
        new(System,
        [
            .. history.SelectMany(turn => new ModelMessage[] { new(true, turn.Question), new(false, turn.Answer) }),
            new(IsPerson: true, $"{Fenced(evidence)}\nQuestion: {question}"),
        ]);

    public static ModelPrompt OfReview(ImmutableArray<Evidence> evidence) =>
        new(ReviewSystem, [new(IsPerson: true, $"{Fenced(evidence)}\nReview this incident.")]);

    /// <summary>The evidence as data: nothing in it can close its fence.</summary>
    public static string Fenced(ImmutableArray<Evidence> evidence)
    {
        var text = new StringBuilder();
        foreach (var one in evidence)
        {
            var block = $"""
                <evidence id="{one.Number}" kind="{one.Kind}"{Attribute("severity", one.Severity)}{Attribute("account", one.AccountId)}{Attribute("region", one.Region)}{Attribute("seen", one.SeenAt?.ToString("O"))}>
                {Escaped(one.Title)}
                {Escaped(one.Text)}
                </evidence>

                """;
            if (text.Length + block.Length > MostEvidence)
            {
                break;
            }

            text.Append(block);
        }

        return text.Length > 0 ? text.ToString() : "There is no evidence for this question.\n";
    }

    private static string Attribute(string name, string? value) => value is null ? "" : $" {name}=\"{Escaped(value)}\"";

    private static string Escaped(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);

    private static string ReadEmbedded(string version)
    {
        using var stream = typeof(PromptText).Assembly.GetManifestResourceStream($"chat/{version}.md")
            ?? throw new InvalidOperationException($"The prompt {version} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
