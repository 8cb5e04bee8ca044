using System.Collections.Immutable;

namespace Raposa.Chat;

/// <summary>Decides which of the passages that a search brought answer the question at all.</summary>
/// <remarks>
/// A search always brings something. What is not about what is asked would be cited, and a question without an answer answered. What shares
/// no words with the question may be about it all the same: where a model says how near it is, it must be near by itself
/// (<see cref="EmbeddingOptions.LeastSimilarity"/>, because the nearest of nothing is also nearest), nearly as near as the nearest, and
/// is one of a few, because a model's order is better than its measure. Without a model words decide alone.
/// A resource answers only who names it: what it is says nothing of what is wrong.
/// </remarks>
internal static class EvidenceSelection
{
    /// <summary>Of the best one's score by words: what has less shares a common word and no more.</summary>
    private const double LeastShare = 0.35;

    /// <summary>Of the nearest one's cosine.</summary>
    private const double LeastShareOfNearest = 0.85;

    private const int MostByMeaning = 5;

    /// <param name="intent">What is asked.</param>
    /// <param name="candidates">Best first.</param>
    /// <param name="leastSimilarity">The cosine from which a passage is near.</param>
    /// <param name="limit">The most.</param>
    public static ImmutableArray<Passage> Of(Intent intent, IReadOnlyList<FoundPassage> candidates, double leastSimilarity, int limit)
    {
        if (intent.Kind is IntentKind.SmallTalk or IntentKind.OutOfScope)
        {
            return [];
        }

        var fitting = candidates.Where(one => Names(one.Passage, intent.Entities) && HasSeverity(one.Passage.Passage, intent.Severity)).ToList();
        // What is named by its id needs no words.
        var least = intent.Entities.IsEmpty && fitting.Count > 0 ? LeastShare * fitting.Max(one => one.Words) : double.NegativeInfinity;
        var near = NearIn(fitting, leastSimilarity);
        return
        [
            .. fitting.Where(one => (one.Words >= least && (one.Words > 0 || !intent.Entities.IsEmpty)) || near.Contains(one.Passage.Passage.Id))
                .Select(one => one.Passage.Passage).Take(limit),
        ];
    }

    /// <summary>Whether the question names something that may be a resource. An account is too much of one.</summary>
    public static bool NamesResource(Intent intent) => intent.Entities.Any(IsOfOne);

    private static bool IsOfOne(NamedEntity entity) => entity.Kind is not (EntityKind.Account or EntityKind.Reference);

    private static HashSet<string> NearIn(List<FoundPassage> fitting, double leastSimilarity)
    {
        var nearest = fitting.Max(one => one.Similarity) ?? double.NegativeInfinity;
        return
        [
            .. fitting.Where(one => one.Similarity >= leastSimilarity && one.Similarity >= LeastShareOfNearest * nearest)
                .OrderByDescending(one => one.Similarity).Take(MostByMeaning).Select(one => one.Passage.Passage.Id),
        ];
    }

    private static bool Names(KnownPassage passage, ImmutableArray<NamedEntity> entities) =>
        (entities.IsEmpty && passage.Passage.Kind != EvidenceKind.Resource)
        || entities.Any(entity => passage.HasName(entity.Text) && (passage.Passage.Kind != EvidenceKind.Resource || IsOfOne(entity)));

    private static bool HasSeverity(Passage passage, string? least) => passage.Severity >= least switch
    {
        "critical" => 5, "high" => 4, "medium" => 3, "low" => 2, _ => 0,
    };
}
