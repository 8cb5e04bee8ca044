using System.Collections.Immutable;

namespace Raposa.Chat;

/// <summary>Okapi BM25 over stems and concepts: how well a text answers a question by the words they share.</summary>
/// <remarks>Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with its usual constants.</remarks>
internal static class Bm25
{
    private const double Saturation = 1.2, LengthShare = 0.75;

    /// <summary>The terms of a text with how often each comes. A concept is a term that no word can be: it begins with a blank.</summary>
    public static ImmutableDictionary<string, int> TermsOf(string text)
    {
        var stems = Words.StemsIn(text);
        return stems.Concat(Concepts.Embedded.In(stems).Select(concept => $" {concept}")).CountBy(term => term).ToImmutableDictionary();
    }

    /// <param name="question">The terms of the question; how often they come in it does not count.</param>
    /// <param name="document">The terms of the text.</param>
    /// <param name="averageLength">Of the organization's documents, in terms.</param>
    public static double Score(
        ImmutableDictionary<string, int> question, ImmutableDictionary<string, int> document,
        DocumentStatistics<string> statistics, double averageLength)
    {
        var stretch = Saturation * (1 - LengthShare + (LengthShare * document.Values.Sum() / averageLength));
        return question.Keys.Sum(term => document.TryGetValue(term, out var count)
            ? statistics.Rarity(term) * count * (Saturation + 1) / (count + stretch)
            : 0);
    }
}
