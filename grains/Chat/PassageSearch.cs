using System.Collections.Immutable;
using Raposa.Organizations;

namespace Raposa.Chat;

/// <summary>Finds passages by the built-in vectors, by words and by a model's vectors where one is configured, and fuses what they find.</summary>
internal sealed class PassageSearch(PassageStore store, MeaningSearch meaning, PassageMemory memory)
{
    private const int Candidates = 100;

    /// <summary>Best first.</summary>
    public async Task<IReadOnlyList<FoundPassage>> FindAsync(
        OrganizationId organization, string question, PassageFilter filter, CancellationToken cancellationToken)
    {
        var terms = Bm25.TermsOf(question);
        var places = LexicalEmbedder.Embed(question).Indices;
        var (totals, known) = await store.GetStatisticsAsync(organization, places.Concat(terms.Keys.Select(LexicalEmbedder.PlaceOf)), cancellationToken);
        if (totals.Passages == 0)
        {
            return [];
        }

        var meant = meaning.FindAsync(organization, question, filter, Candidates, cancellationToken);
        var features = new DocumentStatistics<int>(totals.Passages, known);
        var names = TellingNames.Of(question, totals.Passages, term => known.GetValueOrDefault(LexicalEmbedder.PlaceOf(term)));
        var found = store.FindAsync(organization, LexicalEmbedder.EmbedQuestion(question, features.Rarity), names, filter, Candidates, cancellationToken);
        await Task.WhenAll(found, meant);
        var ((near, worded), similar) = (await found, await meant);
        var passages = await memory.GetAsync(
            organization, near.Concat(worded).Concat(similar.Select(one => one.Key)), ids => store.GetAsync(organization, ids, cancellationToken));

        var average = Math.Max(1, (double)totals.Terms / totals.Passages);
        var rarities = new DocumentStatistics<string>(
            totals.Passages, terms.Keys.ToDictionary(term => term, term => known.GetValueOrDefault(LexicalEmbedder.PlaceOf(term))));
        var cosines = similar.ToDictionary(one => one.Id, one => one.Similarity, StringComparer.Ordinal);
        var scored = passages.ToDictionary(
            one => one.Key, one => new FoundPassage(one.Value, Bm25.Score(terms, one.Value.Terms, rarities, average), cosines.TryGetValue(one.Key, out var cosine) ? cosine : null));
        string[] byWords = [.. scored.OrderByDescending(one => one.Value.Words).ThenBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Key)];
        string[] byMeaning = [.. near.Select(passage => passage.Id).Where(scored.ContainsKey)];
        string[] bySimilarity = [.. similar.Select(passage => passage.Id).Where(scored.ContainsKey)];
        return [.. ReciprocalRank.Fuse(byMeaning, byWords, bySimilarity).Select(ranked => scored[ranked.Id])];
    }
}
