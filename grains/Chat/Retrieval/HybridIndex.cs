using System.Collections.Immutable;

namespace Raposa.Chat;

/// <summary>
/// Finds documents by a question in memory, over every one of them: by meaning (<see cref="LexicalEmbedder"/>), by words
/// (<see cref="Bm25"/>), and by both fused. It is the reference that the search in PostgreSQL is held against.
/// </summary>
internal sealed class HybridIndex
{
    private readonly ImmutableArray<Entry> _entries;
    private readonly DocumentStatistics<int> _features;
    private readonly DocumentStatistics<string> _terms;
    private readonly double _averageLength;

    public HybridIndex(IEnumerable<(string Id, string Text)> documents)
    {
        _entries = [.. documents.Select(document => new Entry(document.Id, LexicalEmbedder.Embed(document.Text), Bm25.TermsOf(document.Text)))];
        _features = new(_entries.Length, _entries.SelectMany(entry => entry.Vector.Indices).CountBy(place => place).ToDictionary());
        _terms = new(
            _entries.Length,
            _entries.SelectMany(entry => entry.Terms.Keys).CountBy(term => term, StringComparer.Ordinal)
                .ToDictionary(StringComparer.Ordinal));
        _averageLength = _entries.IsEmpty ? 1 : Math.Max(1, _entries.Average(entry => entry.Terms.Values.Sum()));
    }

    /// <summary>Both rankings fused, best first.</summary>
    public ImmutableArray<Ranked> Search(string question, int limit) =>
        [.. ReciprocalRank.Fuse(Ids(ByMeaning(question)), Ids(ByWords(question))).Take(limit)];

    public ImmutableArray<Ranked> ByMeaning(string question)
    {
        var vector = LexicalEmbedder.EmbedQuestion(question, _features.Rarity);
        return Best(entry => vector.Dot(entry.Vector));
    }

    public ImmutableArray<Ranked> ByWords(string question)
    {
        var terms = Bm25.TermsOf(question);
        return Best(entry => Bm25.Score(terms, entry.Terms, _terms, _averageLength));
    }

    private ImmutableArray<Ranked> Best(Func<Entry, double> score) =>
        [.. _entries.Select(entry => new Ranked(entry.Id, score(entry)))
            .OrderByDescending(one => one.Score).ThenBy(one => one.Id, StringComparer.Ordinal)];

    private static IReadOnlyList<string> Ids(ImmutableArray<Ranked> ranking) => [.. ranking.Select(one => one.Id)];

    private sealed record Entry(string Id, SparseVector Vector, ImmutableDictionary<string, int> Terms);
}
