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
    public void A_late_hit_between_two_incidents_makes_them_the_one_that_was_opened_first()
    {
        var (early, late) = (Span(0, 1, opened: 20), Span(10, 11, opened: 12));

        var step = Assert.Single(Decide([early, late], Hit(5.5, Severity.High)).Steps);

        Assert.Equal((late.Id, false), (step.IncidentId, step.Opens));
        Assert.Equal([early.Id], step.Absorbs.AsEnumerable());
    }

    [Fact]
    public void What_is_about_to_open_gives_way_to_what_is_open()
    {
        var open = Span(10, 11);

        var step = Assert.Single(Decide([open], Hit(0, Severity.High), Hit(5, Severity.High)).Steps);

        Assert.Equal((open.Id, 2), (step.IncidentId, step.Hits.Length));
        Assert.Empty(step.Absorbs);
    }

    [Fact]
    public void A_merger_that_a_call_did_not_live_to_make_is_made_by_the_next()
    {
        var (first, second) = (Span(0, 5, opened: 1), Span(4, 9, opened: 2));

        var step = Assert.Single(Decide([second, first]).Steps);

        Assert.Equal(first.Id, step.IncidentId);
        Assert.Equal([second.Id], step.Absorbs.AsEnumerable());
    }

    /// <summary>Whatever the order and the cut into calls, the hits end up together as they would in one call in order.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Hits_in_any_order_and_any_number_of_calls_make_the_same_incidents(int seed)
    {
        var random = new Random(seed);
        for (var attempt = 0; attempt < 100; attempt++)
        {
            var hits = Enumerable.Range(0, random.Next(1, 15)).Select(_ => Hit(random.Next(100), Severity.High)).DistinctBy(hit => hit.EventId).ToList();
            var expected = Show(Decide([], [.. hits]));

            var incidents = new Dictionary<Guid, (List<TimelineEntry> Hits, int Opened)>();
            var shuffled = hits.OrderBy(_ => random.Next()).ToList();
            for (var call = 0; call < shuffled.Count; call++)
            {
                var open = incidents.Select(pair => new IncidentSpan(
                    pair.Key, pair.Value.Hits.Min(hit => hit.At), pair.Value.Hits.Max(hit => hit.At), Noon.AddHours(pair.Value.Opened)));
                foreach (var step in Decide([.. open], shuffled[call]).Steps)
                {
                    var into = incidents.TryGetValue(step.IncidentId, out var known) ? known : incidents[step.IncidentId] = ([], call);
                    into.Hits.AddRange(step.Hits.Select(placed => placed.Hit));
                    foreach (var absorbed in step.Absorbs)
                    {
                        Assert.True(incidents.Remove(absorbed, out var gone));
                        into.Hits.AddRange(gone.Hits);
                    }
                }
            }

            var actual = incidents.Values.Select(incident => incident.Hits.OrderBy(hit => hit.At)).OrderBy(incident => incident.First().At)
                .Select(incident => string.Join(',', incident.Select(hit => (hit.At - Noon).TotalHours)));
            Assert.True(expected.SequenceEqual(actual), $"seed {seed}, attempt {attempt}: {string.Join(" | ", expected)} became {string.Join(" | ", actual)}");
        }
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

    private static IncidentSpan Span(double first, double last, double opened = 0) =>
        new(Guid.NewGuid(), Noon.AddHours(first), Noon.AddHours(last), Noon.AddHours(opened));

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
