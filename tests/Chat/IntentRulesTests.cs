using Raposa.Support;

namespace Raposa.Chat;

/// <summary>The labelled questions: a rule that gets better at one kind must not get worse at another.</summary>
public class IntentRulesTests
{
    private static readonly IReadOnlyList<IntentCase> Cases = IntentCase.Read(Path.Combine(Repository.Root, "tests", "Chat", "intents.jsonl"));

    [Fact]
    public void There_are_two_hundred_cases_and_each_kind_and_scope_has_several()
    {
        Assert.InRange(Cases.Count, 200, int.MaxValue);
        Assert.All(Enum.GetValues<IntentKind>(), kind => Assert.True(Cases.Count(one => one.Kind == kind) >= 5, $"{kind}"));
        Assert.All(Enum.GetValues<IntentScope>(), scope => Assert.True(Cases.Count(one => one.Scope == scope) >= 10, $"{scope}"));
    }

    [Fact]
    public void The_scope_is_right_in_97_of_100() => AssertShare(0.97, "scope", one => MainScope(one) == one.Scope);

    [Fact]
    public void The_kind_is_right_in_97_of_100() => AssertShare(0.97, "kind", one => Read(one).Kind == one.Kind);

    [Fact]
    public void The_time_is_always_right() => AssertShare(1, "time", one => Read(one).Time is { } time
        ? (IntentCase.DayOf(time.From), IntentCase.DayOf(time.To)) == (one.From, one.To)
        : (one.From, one.To) == (null, null));

    [Fact]
    public void What_is_named_is_always_found() => AssertShare(
        1, "entities", one => Read(one).Entities.Select(entity => entity.Text).SequenceEqual(one.Entities ?? []));

    [Fact]
    public void The_severity_is_always_right() => AssertShare(1, "severity", one => Read(one).Severity == one.Severity);

    [Theory]
    [InlineData("which users had no MFA last quarter", "2026-10-01")]
    [InlineData("which users had no MFA on 2026-10-03", "2026-10-04")]
    [InlineData("which users have no MFA this quarter", null)]
    [InlineData("which users have no MFA", null)]
    public void A_time_that_is_over_is_answered_by_the_state_at_its_end(string question, string? asOf) =>
        Assert.Equal(asOf, IntentRules.Read(question, IntentCase.Now).Time?.AsOf is { } at ? IntentCase.DayOf(at) : null);

    private static Intent Read(IntentCase one) => IntentRules.Read(one.Question, IntentCase.Now);

    internal static IntentScope? MainScope(IntentCase one) => Read(one) is { Kind: not (IntentKind.SmallTalk or IntentKind.OutOfScope), Scopes: [var first, ..] } ? first : null;

    private static void AssertShare(double least, string what, Func<IntentCase, bool> isRight)
    {
        var wrong = Cases.Where(one => !isRight(one)).Select(one => one.Question).ToList();

        Assert.True(1 - ((double)wrong.Count / Cases.Count) >= least, $"The {what} is wrong in: {string.Join("; ", wrong)}");
    }
}
