using System.Collections.Immutable;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>Finds passages by meaning and by words in PostgreSQL, and fuses what both find.</summary>
internal sealed class PassageSearch(PassageStore store)
{
    private const int Candidates = 100;

    /// <summary>Best first, each with its score by words.</summary>
    public async Task<IReadOnlyList<(Passage Passage, double Words)>> FindAsync(
        OrganizationId organization, string question, PassageFilter filter, CancellationToken cancellationToken)
    {
        var totals = await store.GetTotalsAsync(organization, cancellationToken);
        if (totals.Passages == 0)
        {
            return [];
        }

        var terms = Bm25.TermsOf(question);
        var places = LexicalEmbedder.Embed(question).Indices;
        var known = await store.GetFrequenciesAsync(organization, places.Concat(terms.Keys.Select(LexicalEmbedder.PlaceOf)), cancellationToken);
        var features = new DocumentStatistics<int>(totals.Passages, known);
        var nearest = store.NearestAsync(
            organization, LexicalEmbedder.EmbedQuestion(question, features.Rarity), filter, Candidates, cancellationToken);
        var withWords = store.WithWordsAsync(organization, question, filter, Candidates, cancellationToken);
        await Task.WhenAll(nearest, withWords);
        var (near, worded) = (await nearest, await withWords);

        var average = Math.Max(1, (double)totals.Terms / totals.Passages);
        var rarities = new DocumentStatistics<string>(
            totals.Passages, terms.Keys.ToDictionary(term => term, term => known.GetValueOrDefault(LexicalEmbedder.PlaceOf(term))));
        var scored = near.Concat(worded).DistinctBy(passage => passage.Id)
            .ToDictionary(passage => passage.Id, passage => (Passage: passage, Words: Bm25.Score(terms, Bm25.TermsOf(passage.Text), rarities, average)));
        string[] byWords = [.. scored.OrderByDescending(one => one.Value.Words).ThenBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Key)];
        string[] byMeaning = [.. near.Select(passage => passage.Id)];
        return [.. ReciprocalRank.Fuse(byMeaning, byWords).Select(ranked => scored[ranked.Id])];
    }
}
