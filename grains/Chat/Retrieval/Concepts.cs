using System.Collections.Immutable;

namespace Raposa.Chat;

/// <summary>
/// Names what a text is about in words that it may not use: "which accounts are the biggest risk" and "has
/// AdministratorAccess, 187 days inactive" share no word, and a finding must be found by either.
/// </summary>
internal sealed class Concepts
{
    private const string Resource = "chat/Concepts.txt";

    private readonly Dictionary<string, ImmutableArray<string>> _byPhrase;
    private readonly int _longest;

    private Concepts(Dictionary<string, ImmutableArray<string>> byPhrase)
    {
        _byPhrase = byPhrase;
        _longest = byPhrase.Keys.Max(phrase => phrase.Count(letter => letter == ' ')) + 1;
    }

    public static Concepts Embedded { get; } = Parse(ReadEmbedded());

    /// <param name="text">Lines of <c>concept: word, a phrase, …</c>; those that begin with # are remarks.</param>
    /// <exception cref="FormatException">A line is none of these; the message holds it.</exception>
    public static Concepts Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(line => line[0] != '#');
        var pairs = lines.SelectMany(line => line.Split(':', 2) is [var concept, var phrases]
            ? phrases.Split(',').Select(phrase => (Phrase: string.Join(' ', Words.StemsIn(phrase)), Concept: concept))
            : throw new FormatException($"'{line}' is not a line of concepts (concept: word, word)."));
        return new(pairs.Where(pair => pair.Phrase.Length > 0).Distinct()
            .GroupBy(pair => pair.Phrase, pair => pair.Concept, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal));
    }

    /// <summary>Each mention of a concept, so one that is named twice comes twice.</summary>
    public IEnumerable<string> In(IReadOnlyList<string> stems)
    {
        for (var at = 0; at < stems.Count; at++)
        {
            var phrase = "";
            for (var length = 1; length <= Math.Min(_longest, stems.Count - at); length++)
            {
                phrase = length == 1 ? stems[at] : $"{phrase} {stems[at + length - 1]}";
                foreach (var concept in _byPhrase.GetValueOrDefault(phrase, []))
                {
                    yield return concept;
                }
            }
        }
    }

    private static string ReadEmbedded()
    {
        using var stream = typeof(Concepts).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
