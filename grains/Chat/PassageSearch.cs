using System.Collections.Immutable;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>Finds passages by meaning and by words in PostgreSQL, and fuses what both find.</summary>
internal sealed class PassageSearch(PassageStore store, PassageMemory memory)
{
    private const int Candidates = 100;

    /// <summary>Best first, each with its score by words.</summary>
    public async Task<IReadOnlyList<(KnownPassage Passage, double Words)>> FindAsync(
        OrganizationId organization, string question, PassageFilter filter, CancellationToken cancellationToken)
    {
        var terms = Bm25.TermsOf(question);
        var places = LexicalEmbedder.Embed(question).Indices;
        var (totals, known) = await store.GetStatisticsAsync(organization, places.Concat(terms.Keys.Select(LexicalEmbedder.PlaceOf)), cancellationToken);
        if (totals.Passages == 0)
        {
            return [];
        }

        var features = new DocumentStatistics<int>(totals.Passages, known);
        var names = TellingNames.Of(question, totals.Passages, term => known.GetValueOrDefault(LexicalEmbedder.PlaceOf(term)));
        var (near, worded) = await store.FindAsync(
            organization, LexicalEmbedder.EmbedQuestion(question, features.Rarity), names, filter, Candidates, cancellationToken);
        var passages = await memory.GetAsync(organization, near.Concat(worded), ids => store.GetAsync(organization, ids, cancellationToken));

        var average = Math.Max(1, (double)totals.Terms / totals.Passages);
        var rarities = new DocumentStatistics<string>(
            totals.Passages, terms.Keys.ToDictionary(term => term, term => known.GetValueOrDefault(LexicalEmbedder.PlaceOf(term))));
        var scored = passages.ToDictionary(one => one.Key, one => (Passage: one.Value, Words: Bm25.Score(terms, one.Value.Terms, rarities, average)));
        string[] byWords = [.. scored.OrderByDescending(one => one.Value.Words).ThenBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Key)];
        string[] byMeaning = [.. near.Select(passage => passage.Id).Where(scored.ContainsKey)];
        return [.. ReciprocalRank.Fuse(byMeaning, byWords).Select(ranked => scored[ranked.Id])];
    }
}
