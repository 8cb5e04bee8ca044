using System.Collections.Immutable;
using Raposa.DemoWorld;
using Raposa.Detection;
using Raposa.Incidents;
using Xunit.Abstractions;

namespace Raposa.Demo;

/// <summary>The whole way from the generated day through the catalogue to incidents, without a database or a grain.</summary>
public class DemoDetectionTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, "2026-11-20T17:45:00Z")]
    [InlineData(2, "2026-11-21T03:10:00Z")]
    [InlineData(3, "2026-07-04T09:00:00Z")]
    public void Both_attacks_become_grave_incidents_and_little_else_does(int seed, string end)
    {
        var day = DemoDay.Generate(seed, DateTimeOffset.Parse(end, null));

        var incidents = IncidentsOf(day);

        foreach (var incident in incidents)
        {
            output.WriteLine($"{incident.Story,-12} {incident.Digest.Severity,-8} {incident.Digest.Title} ({incident.Hits}; {incident.Digest.SeverityReason}) {string.Join(' ', incident.Digest.Techniques)}");
            foreach (var rule in incident.Rules)
            {
                output.WriteLine($"    {rule}");
            }
        }

        Assert.Contains(incidents, one => one.Story == DemoStory.LeakedKey && one.Digest.Severity >= Severity.High);
        Assert.Contains(incidents, one => one.Story == DemoStory.PublicBucket && one.Digest.Severity >= Severity.High);
        var others = incidents.Where(one => one.Story == DemoStory.Ordinary).ToList();
        Assert.InRange(others.Count, 0, 3);
        Assert.All(others, one => Assert.True(one.Digest.Severity <= Severity.Medium, one.Digest.Title));
    }

    private static List<Found> IncidentsOf(DemoDay day)
    {
        var stories = day.Events.ToDictionary(one => one.EventId, one => one.Story);
        return
        [
            .. HitsOf(day).GroupBy(hit => hit.Event.Actor)
                .SelectMany(actor => Placement.Decide("organization", actor.Key, [], actor.Select(hit => hit.ToTimelineEntry()), new())
                    .Steps.Select(step => Describe(actor.Key, step, stories))),
        ];
    }

    private static Found Describe(string actor, PlacementStep step, Dictionary<string, DemoStory> stories)
    {
        var rules = step.Hits.Select(placed => placed.Hit).GroupBy(hit => hit.RuleId).Select(hits => hits.MinBy(hit => hit.At)!).ToList();
        var digest = IncidentDigest.Of(
            Actor.Short(actor),
            [.. rules.Select(hit => new RuleEvidence(hit.RuleId, hit.RuleTitle, hit.Severity, hit.Techniques, hit.At))],
            new());
        return new(
            step.Hits.Max(placed => stories[placed.Hit.EventId]), digest, step.Hits.Length,
            [.. rules.OrderBy(rule => rule.At).Select(rule => $"{rule.At:HH:mm:ss} {rule.Severity} {rule.RuleTitle}: {rule.Summary}")]);
    }

    private static List<Hit> HitsOf(DemoDay day)
    {
        var rules = RuleCatalogue.Compile();
        Assert.Empty(rules.Errors);
        var found = new EventEvaluation(rules).Evaluate(
            new()
            {
                BatchId = Guid.Empty,
                Events = [.. day.Events.Select(one => new CommittedEvent
                {
                    EventKey = Guid.Parse(one.EventId), EventId = one.EventId, EventTime = one.Time, Record = one.Record.ToArray(),
                })],
            },
            failure => Assert.Fail(failure.Exception.ToString()));
        var byKey = found.ToDictionary(hit => (hit.RuleId, hit.EventKey.ToString("D")));
        var parts = found.Where(hit => hit.Values is not null)
            .Select(hit => new RuleHit(hit.At, hit.RuleId, hit.EventKey.ToString("D"), hit.Values!)).ToList();
        var matches = rules.Correlations.SelectMany(plan => CorrelationEvaluator
            .Evaluate(plan, parts.Where(part => plan.RuleIds.Contains(part.RuleId)), day.Events[^1].Time)
            .Select(match =>
            {
                var deciding = CorrelationHits.DecidingHit(match);
                return CorrelationHits.ToHit(match, byKey[(deciding.RuleId, deciding.EventId)], rules.StandsAlone(plan.Definition));
            }));
        return [.. found.Concat(matches).Where(hit => hit.StandsAlone)];
    }

    private sealed record Found(DemoStory Story, IncidentDigest Digest, int Hits, ImmutableArray<string> Rules);
}
