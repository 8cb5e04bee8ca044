using System.Collections.Immutable;
using Raposa.Support;

namespace Raposa.Chat;

public class RetrievalTests
{
    [Fact]
    public void A_name_of_several_words_counts_whole_and_in_its_parts() =>
        Assert.Equal(["svc", "backup", "administratoraccess", "administrator", "access"], Words.In("The svc-backup has AdministratorAccess"));

    [Fact]
    public void A_phrase_names_its_concept() =>
        Assert.Equal(["mfa"], Concepts.Parse("mfa: mfa, multi-factor\ncost: bill").In(Words.StemsIn("no multi-factor anywhere")));

    [Fact]
    public void A_line_without_a_concept_is_refused() =>
        Assert.Contains("'mfa, 2fa'", Assert.Throws<FormatException>(() => Concepts.Parse("mfa, 2fa")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_text_has_one_vector_of_length_one()
    {
        var vector = LexicalEmbedder.Embed("The bucket corvina-raw is public");

        Assert.Equal(1, vector.Dot(vector), 5);
        Assert.Equal(1, vector.Dot(LexicalEmbedder.Embed("The bucket corvina-raw is public")), 5);
        Assert.All(vector.Indices, place => Assert.InRange(place, 0, LexicalEmbedder.Dimensions - 1));
        Assert.Equal(vector.Indices.Order(), vector.Indices);
    }

    [Fact]
    public void A_text_of_any_length_is_a_vector_that_can_be_stored()
    {
        var vector = LexicalEmbedder.Embed(string.Join(' ', Enumerable.Range(0, 30_000).Select(word => $"w{word * 7919L}x{word}")));

        Assert.Equal(LexicalEmbedder.MostFeatures, vector.Indices.Length);
        Assert.Equal(1, vector.Dot(vector), 3);
    }

    [Fact]
    public void A_text_of_function_words_has_no_direction() => Assert.Empty(LexicalEmbedder.Embed("why is it not there").Indices);

    [Fact]
    public void Words_alike_are_nearer_than_others()
    {
        var question = LexicalEmbedder.Embed("rotation of access keys");

        Assert.True(
            question.Dot(LexicalEmbedder.Embed("The access key was never rotated")) > 3 * question.Dot(LexicalEmbedder.Embed("The load balancer has one zone")));
    }

    /// <summary>Two documents of two terms each; the term is in one of them: ln(1 + 1.5/1.5) × 2.2 / 2.2.</summary>
    [Fact]
    public void Bm25_of_a_term_in_one_of_two_documents_is_the_logarithm_of_two()
    {
        var statistics = new DocumentStatistics<string>(2, new Dictionary<string, int> { ["vault"] = 1, ["door"] = 2 });
        var document = ImmutableDictionary.CreateRange([KeyValuePair.Create("vault", 1), KeyValuePair.Create("door", 1)]);

        var score = Bm25.Score(ImmutableDictionary<string, int>.Empty.Add("vault", 1), document, statistics, averageLength: 2);

        Assert.Equal(Math.Log(2), score, 10);
    }

    [Fact]
    public void What_two_rankings_have_beats_what_heads_one()
    {
        var fused = ReciprocalRank.Fuse(["a", "b"], ["c", "b"]);

        Assert.Equal(["b", "a", "c"], fused.Select(one => one.Id));
        Assert.Equal(2 / 62.0, fused[0].Score, 10);
    }

    /// <summary>The question of the design review: it shares no word with the finding that answers it.</summary>
    [Fact]
    public void A_question_finds_what_it_shares_no_word_with()
    {
        var index = new HybridIndex(
        [
            ("admin", "svc-legacy-backup has AdministratorAccess, 187 days inactive"),
            ("zone", "The hosted zone corvina.example has no DNSSEC"),
            ("disk", "The volume of build-runner-3 grew to 400 GiB"),
            ("zones", "The load balancer web-front stands in a single zone"),
        ]);

        Assert.Equal("admin", index.Search("which accounts represent the biggest risk", 1).Single().Id);
    }

    /// <summary>The published figures of two usual searches, on the same documents by their text alone.</summary>
    [SharedDataFact]
    public void The_search_without_a_model_beats_both_baselines()
    {
        var set = RetrievalSet.Read(
            SharedData.Path("retrieval", "docs.jsonl"), SharedData.Path("retrieval", "queries.jsonl"), SharedData.Path("retrieval", "qrels.tsv"));
        var index = new HybridIndex(set.Documents);

        var score = RetrievalScore.Of(set, question => [.. index.Search(question, set.Documents.Length).Select(found => found.Id)]);

        Assert.Equal(237, score.Questions);
        Assert.InRange(score.RecallAt5, 0.7806 + 0.01, 1);
        Assert.InRange(score.Mrr, 0.5999 + 0.01, 1);
    }
}
