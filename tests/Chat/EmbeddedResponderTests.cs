using System.Collections.Immutable;

namespace Raposa.Chat;

public class EmbeddedResponderTests
{
    private static readonly ImmutableArray<Evidence> Evidence = GroundingFixture.Evidence;

    [Theory]
    [InlineData("which findings are critical?")]
    [InlineData("how many buckets are public?")]
    [InlineData("why is svc-legacy-backup dangerous?")]
    [InlineData("what should we fix first?")]
    [InlineData("compare the findings with last month")]
    public void Nothing_that_it_says_is_struck(string question)
    {
        var intent = IntentRules.Read(question, IntentCase.Now);
        var verifier = new AnswerVerifier(Evidence, question, intent.Time);
        var splitter = new SentenceSplitter();
        string[] sentences = [.. splitter.Push(EmbeddedResponder.Compose(intent, Evidence)), splitter.Flush() ?? ""];

        Assert.All(sentences, sentence => Assert.True(verifier.Check(sentence).Reason is null, $"{sentence}: {verifier.Check(sentence).Reason}"));
    }

    [Fact]
    public void Each_thing_of_a_list_is_cited_the_most_severe_first()
    {
        var answer = EmbeddedResponder.Compose(IntentRules.Read("which findings are open?", IntentCase.Now), Evidence);

        Assert.Equal([1, 6, 2, 3, 4, 5], AnswerVerifier.CitedIn(answer));
    }

    [Fact]
    public void An_instruction_in_the_evidence_is_neither_followed_nor_repeated() => Assert.DoesNotContain(
        "security board",
        EmbeddedResponder.Compose(IntentRules.Read("explain the problem of i-0a1b2c3d4e5f60718", IntentCase.Now), Evidence), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void With_no_evidence_it_says_so() => Assert.StartsWith(
        "The evidence does not contain an answer", EmbeddedResponder.Compose(IntentRules.Read("which users have no MFA?", IntentCase.Now), []), StringComparison.Ordinal);

    [Fact]
    public void A_table_is_counted_whole()
    {
        var table = Evidence[0] with { Kind = EvidenceKind.Table, Title = "Users without MFA", Total = 31 };

        Assert.Equal("Users without MFA: 31 [1].", EmbeddedResponder.Compose(IntentRules.Read("how many users have no MFA?", IntentCase.Now), [table]));
    }
}
