using Raposa.Incidents;

namespace Raposa.Findings;

public class FindingHistoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_step_says_what_differs_from_the_one_before()
    {
        var told = FindingHistory.Tell(
            [
                Step(0, FindingChangeKind.Opened),
                Step(1, FindingChangeKind.Changed) with { Severity = Severity.High, EvidenceJson = """{"port":23,"rules":["sgr-1"]}""" },
            ],
            Noon.AddHours(2));

        Assert.Empty(told[0].Differences);
        Assert.Equal(
            ["severity \"medium\" \"high\"", "evidence.port 22 23"],
            told[1].Differences.Select(one => $"{one.Path} {one.Old} {one.New}"));
    }

    [Fact]
    public void A_suppression_that_ended_by_itself_is_told_where_it_ended()
    {
        var told = FindingHistory.Tell(
            [
                Step(0, FindingChangeKind.Opened),
                Step(1, FindingChangeKind.Suppressed) with { Until = Noon.AddHours(3), Note = "It is known." },
                Step(5, FindingChangeKind.Resolved),
            ],
            Noon.AddHours(9));

        Assert.Equal(
            [FindingChangeKind.Opened, FindingChangeKind.Suppressed, FindingChangeKind.SuppressionExpired, FindingChangeKind.Resolved],
            told.Select(step => step.Kind));
        Assert.Equal(Noon.AddHours(3), told[2].At);
    }

    [Fact]
    public void A_suppression_that_was_lifted_or_holds_still_does_not_end_by_itself()
    {
        FindingChange[] steps = [Step(0, FindingChangeKind.Opened), Step(1, FindingChangeKind.Suppressed) with { Until = Noon.AddHours(3) }];

        Assert.Equal(2, FindingHistory.Tell(steps, Noon.AddHours(2)).Length);
        Assert.Equal(3, FindingHistory.Tell([.. steps, Step(2, FindingChangeKind.SuppressionLifted)], Noon.AddHours(9)).Length);
    }

    private static FindingChange Step(int hour, FindingChangeKind kind) =>
        new(Noon.AddHours(hour), kind, Severity.Medium, "A port is open.", """{"port":22,"rules":["sgr-1"]}""");
}
