using System.Collections.Immutable;

namespace Raposa.Chat;

/// <summary>How well rankings answer questions of which the answers are known; each figure is the mean over the questions.</summary>
/// <param name="Questions">Those with at least one relevant document; the others are not scored.</param>
/// <param name="RecallAt5">Of a question's relevant documents, the share among the first five.</param>
/// <param name="RecallAt10">Among the first ten.</param>
/// <param name="Mrr">One over the place of the first relevant document; 0 where none was found.</param>
/// <param name="NdcgAt10">Gain by grade, discounted by the logarithm of the place, over the best that could be had.</param>
internal sealed record RetrievalScore(int Questions, double RecallAt5, double RecallAt10, double Mrr, double NdcgAt10)
{
    /// <param name="set">What is asked, and what is right.</param>
    /// <param name="search">Documents by a question, best first.</param>
    public static RetrievalScore Of(RetrievalSet set, Func<string, ImmutableArray<string>> search)
    {
        var scored = set.Questions.Where(question => set.Relevant.ContainsKey(question.Id))
            .Select(question => (Ranking: search(question.Text), Relevant: set.Relevant[question.Id])).ToList();
        return scored.Count == 0
            ? new(0, 0, 0, 0, 0)
            : new(
                scored.Count,
                scored.Average(one => Recall(one.Ranking, one.Relevant, 5)),
                scored.Average(one => Recall(one.Ranking, one.Relevant, 10)),
                scored.Average(one => ReciprocalOfFirst(one.Ranking, one.Relevant)),
                scored.Average(one => Ndcg(one.Ranking, one.Relevant, 10)));
    }

    private static double Recall(ImmutableArray<string> ranking, ImmutableDictionary<string, int> relevant, int limit) =>
        (double)ranking.Take(limit).Count(relevant.ContainsKey) / relevant.Count;

    private static double ReciprocalOfFirst(ImmutableArray<string> ranking, ImmutableDictionary<string, int> relevant)
    {
        var place = ranking.TakeWhile(id => !relevant.ContainsKey(id)).Count();
        return place == ranking.Length ? 0 : 1.0 / (place + 1);
    }

    private static double Ndcg(ImmutableArray<string> ranking, ImmutableDictionary<string, int> relevant, int limit) =>
        Gain(ranking.Take(limit).Select(id => relevant.GetValueOrDefault(id))) / Gain(relevant.Values.OrderDescending().Take(limit));

    private static double Gain(IEnumerable<int> grades) => grades.Select((grade, at) => grade / Math.Log2(at + 2)).Sum();
}
