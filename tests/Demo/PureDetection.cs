using System.Collections.Immutable;
using Raposa.DemoWorld;
using Raposa.Detection;
using Raposa.Incidents;

namespace Raposa.Demo;

/// <summary>The way from events to incidents by pure types alone, all of the day at once: what the grains are held against.</summary>
internal static class PureDetection
{
    public static List<FoundIncident> IncidentsOf(DemoDay day)
    {
        var stories = day.Events.ToDictionary(one => one.EventId, one => one.Story);
        return
        [
            .. HitsOf(day).GroupBy(hit => hit.Event.Actor)
                .SelectMany(actor => Placement.Decide("organization", actor.Key, [], actor.Select(hit => hit.ToTimelineEntry()), new())
                    .Steps.Select(step => Describe(actor.Key, step, stories))),
        ];
    }

    private static FoundIncident Describe(string actor, PlacementStep step, Dictionary<string, DemoStory> stories)
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
}

/// <param name="Story">The gravest story that any of its evidence belongs to.</param>
/// <param name="Rules">The first hit of each rule, as a line for a person.</param>
internal sealed record FoundIncident(DemoStory Story, IncidentDigest Digest, int Hits, ImmutableArray<string> Rules);
