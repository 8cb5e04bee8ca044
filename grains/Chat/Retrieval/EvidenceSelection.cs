using System.Collections.Immutable;

namespace Raposa.Chat;

/// <summary>Decides which of the passages that a search brought answer the question at all.</summary>
/// <remarks>A search always brings something. What is not about what is asked would be cited, and a question without an answer answered.</remarks>
internal static class EvidenceSelection
{
    /// <summary>Of the best one's score by words: what has less shares a common word and no more.</summary>
    private const double LeastShare = 0.35;

    /// <param name="intent">What is asked.</param>
    /// <param name="candidates">Best first, each with its score by words.</param>
    /// <param name="limit">The most.</param>
    public static ImmutableArray<Passage> Of(Intent intent, IReadOnlyList<(KnownPassage Passage, double Words)> candidates, int limit)
    {
        if (intent.Kind is IntentKind.SmallTalk or IntentKind.OutOfScope)
        {
            return [];
        }

        var fitting = candidates.Where(one => Names(one.Passage, intent.Entities) && HasSeverity(one.Passage.Passage, intent.Severity)).ToList();
        // What is named by its id needs no words.
        var least = intent.Entities.IsEmpty && fitting.Count > 0 ? LeastShare * fitting.Max(one => one.Words) : double.NegativeInfinity;
        return [.. fitting.Where(one => one.Words >= least && (one.Words > 0 || !intent.Entities.IsEmpty)).Select(one => one.Passage.Passage).Take(limit)];
    }

    private static bool Names(KnownPassage passage, ImmutableArray<NamedEntity> entities) =>
        entities.IsEmpty || entities.Any(entity => passage.HasName(entity.Text));

    private static bool HasSeverity(Passage passage, string? least) => passage.Severity >= least switch
    {
        "critical" => 5, "high" => 4, "medium" => 3, "low" => 2, _ => 0,
    };
}
