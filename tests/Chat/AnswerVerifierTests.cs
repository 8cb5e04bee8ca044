using Raposa.Support;

namespace Raposa.Chat;

public class AnswerVerifierTests
{
    private const string Question = "what about i-0ffffffffffffffff, john.doe and the two hosts?";

    private static readonly AnswerVerifier Verifier = new(GroundingFixture.Evidence, Question);

    private static readonly IReadOnlyList<string> Lines =
        [.. File.ReadLines(Path.Combine(Repository.Root, "tests", "Chat", "sentences.txt")).Where(line => line.Length > 0 && line[0] != '#')];

    public static TheoryData<string> Truths => [.. Starting("true ")];

    public static TheoryData<string> Lies => [.. Starting("lie ")];

    [Theory, MemberData(nameof(Truths))]
    public void Nothing_true_is_struck(string sentence) => Assert.Null(Verifier.Check(sentence).Reason);

    [Theory, MemberData(nameof(Lies))]
    public void Every_lie_is_struck(string sentence) => Assert.True(Verifier.Check(sentence).IsStruck);

    [Fact]
    public void There_are_a_hundred_lies() => Assert.InRange(Starting("lie ").Count(), 100, int.MaxValue);

    [Fact]
    public void What_is_struck_is_not_repeated_in_the_reason() =>
        Assert.All(Starting("lie "), lie => Assert.DoesNotMatch(@"\d|globex|corvina", Verifier.Check(lie).Reason!));

    [Fact]
    public void Figures_may_be_added_up()
    {
        Evidence Cost(int number, decimal usd) => GroundingFixture.Evidence[3] with
        {
            Number = number, Text = $"{usd} USD", Figures = System.Collections.Immutable.ImmutableDictionary<string, decimal>.Empty.Add("usd", usd),
        };
        var verifier = new AnswerVerifier([Cost(1, 12.25m), Cost(2, 7.75m)], "how much?");

        Assert.Null(verifier.Check("Together that is 20.00 USD.").Reason);
        Assert.NotNull(verifier.Check("Together that is 21.00 USD.").Reason);
    }

    [Fact]
    public void The_days_of_the_question_may_be_said()
    {
        var intent = IntentRules.Read("how many findings were open last quarter?", IntentCase.Now);

        Assert.Null(new AnswerVerifier(GroundingFixture.Evidence, "last quarter?", intent.Time).Check("This is the state at the end of 2026-09-30.").Reason);
    }

    private static IEnumerable<string> Starting(string kind) =>
        Lines.Where(line => line.StartsWith(kind, StringComparison.Ordinal)).Select(line => line[kind.Length..]);
}
