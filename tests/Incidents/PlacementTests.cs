namespace Raposa.Incidents;

public class PlacementTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly TriageOptions Options = new();

    [Fact]
    public void A_strong_hit_without_an_incident_near_opens_one()
    {
        var plan = Decide([], Hit(0, Severity.Medium));

        var step = Assert.Single(plan.Steps);
        Assert.True(step.Opens);
        Assert.Equal("opens: Medium and no open incident of the actor within 6 h", step.Hits[0].Reason);
    }

    [Theory]
    [InlineData(-6, true)]
    [InlineData(-6.01, false)]
    [InlineData(0.5, true)]
    [InlineData(7, true)]
    [InlineData(7.01, false)]
    public void A_hit_joins_from_six_hours_before_the_first_to_six_hours_after_the_last(double hours, bool joins)
    {
        var plan = Decide([Span(0, 1)], Hit(hours, Severity.High));

        Assert.Equal(!joins, Assert.Single(plan.Steps).Opens);
    }

    [Fact]
    public void Hits_that_chain_are_one_incident_though_their_ends_are_far_apart()
    {
        var plan = Decide([], Hit(0, Severity.Medium), Hit(5, Severity.Medium), Hit(10, Severity.Medium));

        Assert.Equal(3, Assert.Single(plan.Steps).Hits.Length);
    }

    [Fact]
    public void Hits_out_of_order_are_placed_as_if_they_had_come_in_order()
    {
        var hits = new[] { Hit(0, Severity.Medium), Hit(5, Severity.High), Hit(14, Severity.Medium), Hit(2, Severity.Low) };

        var inOrder = Show(Decide([], hits));

        Assert.Equal(inOrder, Show(Decide([], [.. hits.Reverse()])));
        Assert.Equal(["0,5,2", "14"], inOrder);
    }

    [Fact]
    public void A_late_hit_between_two_incidents_joins_the_nearer()
    {
        var (early, late) = (Span(0, 1), Span(10, 11));

        Assert.Equal(early.Id, Assert.Single(Decide([early, late], Hit(5, Severity.High)).Steps).IncidentId);
        Assert.Equal(late.Id, Assert.Single(Decide([early, late], Hit(6, Severity.High)).Steps).IncidentId);
    }

    [Fact]
    public void A_late_hit_in_the_middle_of_two_incidents_joins_the_older()
    {
        var (early, late) = (Span(0, 1), Span(10, 11));

        Assert.Equal(early.Id, Assert.Single(Decide([late, early], Hit(5.5, Severity.High)).Steps).IncidentId);
    }

    [Theory, InlineData(Severity.Low), InlineData(Severity.Informational)]
    public void A_weak_hit_alone_waits(Severity severity)
    {
        var plan = Decide([], Hit(0, severity));

        Assert.Empty(plan.Steps);
        Assert.Single(plan.Waiting);
    }

    [Fact]
    public void A_weak_hit_joins_the_incident_that_a_later_one_opens()
    {
        var plan = Decide([], Hit(0, Severity.Low), Hit(3, Severity.Critical));

        var step = Assert.Single(plan.Steps);
        Assert.Equal(["opens: Critical and no open incident of the actor within 6 h", "context: within 6 h of the incident's span"], step.Hits.Select(one => one.Reason));
    }

    [Fact]
    public void Weak_hits_do_not_stretch_an_incident()
    {
        var plan = Decide([], Hit(0, Severity.High), Hit(5, Severity.Low), Hit(10, Severity.Low));

        Assert.Equal(2, Assert.Single(plan.Steps).Hits.Length);
        Assert.Equal(Noon.AddHours(10), Assert.Single(plan.Waiting).At);
    }

    [Fact]
    public void The_same_story_opens_the_same_incident_again_and_another_organizations_another()
    {
        var opened = Assert.Single(Decide([], Hit(0, Severity.High)).Steps).IncidentId;

        Assert.Equal(opened, Assert.Single(Decide([], Hit(0, Severity.High)).Steps).IncidentId);
        Assert.NotEqual(opened, Assert.Single(Placement.Decide("other", "actor", [], [Hit(0, Severity.High)], Options).Steps).IncidentId);
        Assert.Equal(8, opened.Version);
    }

    private static PlacementPlan Decide(IncidentSpan[] open, params TimelineEntry[] hits) =>
        Placement.Decide("organization", "actor", open, hits, Options);

    private static IncidentSpan Span(double first, double last) => new(Guid.NewGuid(), Noon.AddHours(first), Noon.AddHours(last));

    private static IEnumerable<string> Show(PlacementPlan plan) =>
        plan.Steps.Select(step => string.Join(',', step.Hits.Select(one => (one.Hit.At - Noon).TotalHours)));

    private static TimelineEntry Hit(double hours, Severity severity) => new()
    {
        At = Noon.AddHours(hours),
        RuleId = "rule",
        RuleTitle = "Rule",
        Severity = severity,
        Techniques = [],
        EventId = $"event at {hours}",
        Summary = "",
    };
}
