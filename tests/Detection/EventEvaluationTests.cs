using System.Text;

namespace Raposa.Detection;

public class EventEvaluationTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private readonly List<EvaluationFailure> _failures = [];

    [Fact]
    public void A_hit_says_what_the_rule_and_the_event_said()
    {
        var hit = Assert.Single(Evaluate(SampleRules.Stop, SampleRules.Event(1, "StopLogging", Noon)));

        Assert.Equal((SampleRules.StopId, "Logging stopped", SigmaLevel.High), (hit.RuleId, hit.RuleTitle, hit.Level));
        Assert.Equal(("event 1", Noon, "arn:aws:iam::900100200301:user/ann"), (hit.EventId, hit.At, hit.Event.Actor));
        Assert.Equal("ann called StopLogging (cloudtrail) in 900100200301 eu-west-1 from 192.0.2.7", hit.Summary);
        Assert.True(hit.StandsAlone);
        Assert.Null(hit.Values);
    }

    [Fact]
    public void A_hit_that_a_correlation_counts_knows_its_group_and_does_not_stand_alone()
    {
        var hit = Assert.Single(Evaluate($"{SampleRules.Stop}\n---\n{SampleRules.Both}", SampleRules.Event(1, "StopLogging", Noon)));

        Assert.Equal([new CorrelationGroup(SampleRules.BothId, """["arn:aws:iam::900100200301:user/ann"]""")], hit.Parts.Select(part => part.Group));
        Assert.False(hit.StandsAlone);
    }

    [Fact]
    public void An_event_that_is_no_JSON_is_reported_and_the_others_are_evaluated()
    {
        var broken = SampleRules.Event(1, "StopLogging", Noon) with { Record = Encoding.UTF8.GetBytes("{") };

        Assert.Single(Evaluate(SampleRules.Stop, broken, SampleRules.Event(2, "StopLogging", Noon)));

        Assert.Equal(("event 1", null), (_failures[0].EventId, _failures[0].RuleId));
    }

    private List<Hit> Evaluate(string yaml, params CommittedEvent[] events) =>
        [.. new EventEvaluation(RuleSet.Load([("rules.yml", yaml)])).Evaluate(new() { BatchId = Guid.Empty, Events = [.. events] }, _failures.Add)];
}
