using System.Collections.Immutable;

namespace Raposa.Chat;

/// <summary>What of a search answers the question.</summary>
public class EvidenceSelectionTests
{
    private static readonly Intent Open = new() { Kind = IntentKind.Explain, Scopes = [], Entities = [] };

    [Fact]
    public void Without_a_model_words_decide() => Assert.Equal(["best", "good"], Select(("best", 4, null), ("good", 1.5, null), ("common", 1, null), ("none", 0, null)));

    [Fact]
    public void What_is_near_needs_no_words() => Assert.Equal(["worded", "near"], Select(("worded", 4, 0.2), ("near", 0, 0.6), ("far", 0, 0.39)));

    [Fact]
    public void The_nearest_of_nothing_is_not_near() => Assert.Empty(Select(("a", 0, 0.3), ("b", 0, 0.29)));

    [Fact]
    public void What_is_much_less_near_than_the_nearest_is_not_meant() => Assert.Equal(["a", "b"], Select(("a", 0, 0.8), ("b", 0, 0.7), ("c", 0, 0.67)));

    [Fact]
    public void Five_at_the_most_are_there_for_their_nearness() =>
        Assert.Equal(5, Select([.. Enumerable.Range(0, 9).Select(number => ($"p{number}", 0.0, (double?)0.7))]).Count());

    [Fact]
    public void What_is_named_must_be_named_in_it_however_near_it_is()
    {
        var intent = Open with { Entities = [new(EntityKind.ResourceId, "i-0abc1234")] };

        Assert.Equal(["i-0abc1234"], EvidenceSelection.Of(intent, [Found("i-0abc1234", 0, null), Found("other", 3, 0.9)], 0.4, 20).Select(passage => passage.Id));
    }

    [Fact]
    public void A_resource_answers_only_who_names_it()
    {
        var bucket = new FoundPassage(new(Found("corvina-raw", 4, 0.9).Passage.Passage with { Kind = EvidenceKind.Resource, AccountId = "900100200301" }), 4, 0.9);

        Assert.Empty(EvidenceSelection.Of(Open, [bucket], 0.4, 20));
        Assert.Empty(EvidenceSelection.Of(Open with { Entities = [new(EntityKind.Account, "900100200301")] }, [bucket], 0.4, 20));
        Assert.Single(EvidenceSelection.Of(Open with { Entities = [new(EntityKind.Name, "corvina-raw")] }, [bucket], 0.4, 20));
    }

    private static IEnumerable<string> Select(params (string Id, double Words, double? Similarity)[] found) =>
        EvidenceSelection.Of(Open, [.. found.Select(one => Found(one.Id, one.Words, one.Similarity))], 0.4, 20).Select(passage => passage.Id);

    private static FoundPassage Found(string id, double words, double? similarity) => new(
        new(new Passage
        {
            Id = id, Kind = EvidenceKind.Finding, SourceId = id, Title = id, Body = "", Severity = 3, Scopes = ImmutableArray<IntentScope>.Empty,
            FirstSeenAt = DateTimeOffset.UnixEpoch, SeenAt = DateTimeOffset.UnixEpoch,
        }), words, similarity);
}
