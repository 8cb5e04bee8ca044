using System.Text.Json;
using Raposa.DemoWorld;

namespace Raposa.Detection;

/// <summary>The demo's two attacks are found, and its ordinary day is left in peace.</summary>
public class DemoDayDetectionTests
{
    private static readonly Lazy<(SigmaDefinition Rule, DemoStory Story)[]> Found = new(Detect);

    [Fact]
    public void Leaked_key_that_makes_an_administrator_and_stops_logging_is_found() => AssertFound(
        DemoStory.LeakedKey,
        "Permissions tried out",
        "Permissions changed with a long-term access key",
        "Administrator policy attached to an identity",
        "CloudTrail stopped or deleted",
        "New administrator, then logging stopped");

    [Fact]
    public void Bucket_made_public_and_read_empty_is_found() => AssertFound(
        DemoStory.PublicBucket,
        "Bucket opened to everyone",
        "Many objects read without credentials",
        "Bucket opened and then read without credentials");

    [Fact]
    public void Ordinary_day_raises_nothing_of_medium_level_or_above() => Assert.Empty(
        Found.Value.Where(found => found.Story == DemoStory.Ordinary && found.Rule.Severity >= SigmaLevel.Medium).Select(found => found.Rule.Title));

    private static void AssertFound(DemoStory story, params string[] titles) =>
        Assert.Empty(titles.Except(Found.Value.Where(found => found.Story == story).Select(found => found.Rule.Title)));

    private static (SigmaDefinition Rule, DemoStory Story)[] Detect()
    {
        var rules = RuleCatalogue.Compile();
        var day = DemoDay.Generate(seed: 1, new DateTimeOffset(2026, 3, 3, 18, 0, 0, TimeSpan.Zero));
        var stories = day.Events.ToDictionary(one => one.EventId, one => one.Story);
        var found = new List<(SigmaDefinition, DemoStory)>();
        var hits = new List<RuleHit>();
        foreach (var one in day.Events)
        {
            using var record = JsonDocument.Parse(one.Record);
            foreach (var rule in rules.Evaluate(record.RootElement))
            {
                if (rules.StandsAlone(rule))
                {
                    found.Add((rule, one.Story));
                }

                if (rules.HitOf(rule, record.RootElement, one.Time, one.EventId) is { } hit)
                {
                    hits.Add(hit);
                }
            }
        }

        foreach (var plan in rules.Correlations)
        {
            found.AddRange(CorrelationEvaluator.Evaluate(plan, hits.Where(hit => plan.RuleIds.Contains(hit.RuleId)), DateTimeOffset.MaxValue)
                .SelectMany(match => match.Hits, (match, hit) => ((SigmaDefinition)plan.Definition, stories[hit.EventId])));
        }

        return [.. found];
    }
}
