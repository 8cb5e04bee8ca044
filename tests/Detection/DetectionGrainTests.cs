using System.Collections.Immutable;
using Raposa.Incidents;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Detection;

public class DetectionGrainTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly OrganizationId _organization = PostgresFixture.NewOrganizationId();

    [Fact]
    public async Task A_hit_opens_an_incident_with_the_event_as_its_evidence()
    {
        var summary = await Evaluate(SampleRules.Event(1, "StopLogging", Noon), SampleRules.Event(2, "ListBuckets", Noon));

        Assert.Equal(2, summary.Events);
        Assert.Equal(1, summary.IncidentsTouched);
        var incident = await OnlyIncident();
        Assert.Equal(("arn:aws:iam::900100200301:user/ann", Severity.Critical), (incident.Actor, incident.Severity));
        Assert.Equal(["event 1"], incident.Timeline!.Value.Select(entry => entry.EventId).Distinct());
    }

    [Fact]
    public async Task The_same_batch_again_changes_nothing()
    {
        var first = await Evaluate(SampleRules.Event(1, "StopLogging", Noon));
        var before = await OnlyIncident();

        var again = await Evaluate(SampleRules.Event(1, "StopLogging", Noon));

        Assert.Equal(first, again);
        var after = await OnlyIncident();
        Assert.Equal((before.HitCount, before.UpdatedAt), (after.HitCount, after.UpdatedAt));
    }

    [Fact]
    public async Task A_rule_just_added_counts_for_the_next_batch_and_one_switched_off_no_longer()
    {
        await AddRules(SampleRules.Stop);
        await Evaluate(SampleRules.Event(1, "StopLogging", Noon));
        Assert.Contains((await OnlyIncident()).Timeline!.Value, entry => entry.RuleTitle == "Logging stopped");

        Caller.ActFor(_organization);
        await Book.SetEnabled(SampleRules.StopId, isEnabled: false);
        await Evaluate(SampleRules.Event(2, "StopLogging", Noon));

        Assert.DoesNotContain((await OnlyIncident()).Timeline!.Value, entry => entry is { RuleTitle: "Logging stopped", EventId: "event 2" });
    }

    [Fact]
    public async Task A_correlation_comes_true_over_batches_and_in_any_order()
    {
        await AddRules($"{SampleRules.Stop}\n---\n{SampleRules.Both}");

        await Evaluate(SampleRules.Event(3, "StopLogging", Noon.AddMinutes(6)));
        await Evaluate(SampleRules.Event(1, "StopLogging", Noon));
        Assert.DoesNotContain((await OnlyIncident()).Timeline!.Value, entry => entry.RuleId == SampleRules.BothId);
        await Evaluate(SampleRules.Event(2, "StopLogging", Noon.AddMinutes(3)));

        var match = Assert.Single((await OnlyIncident()).Timeline!.Value, entry => entry.RuleId == SampleRules.BothId);
        Assert.Equal(("event 3", Noon.AddMinutes(6)), (match.EventId, match.At));
        Assert.StartsWith("3 events within 6 minutes", match.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_correlation_that_lasts_is_on_record_once()
    {
        await AddRules($"{SampleRules.Stop}\n---\n{SampleRules.Both}");

        for (var number = 1; number <= 8; number++)
        {
            await Evaluate(SampleRules.Event(number, "StopLogging", Noon.AddMinutes(number)));
        }

        Assert.Single((await OnlyIncident()).Timeline!.Value, entry => entry.RuleId == SampleRules.BothId);
    }

    [Fact]
    public async Task Values_are_counted_over_batches_and_each_once()
    {
        await AddRules($"{SampleRules.Look}\n---\n{SampleRules.Kinds}");

        await Evaluate([.. Enumerable.Range(1, 40).Select(number => SampleRules.Event(number, "ListUsers", Noon.AddSeconds(number)))]);
        await Evaluate(SampleRules.Event(41, "ListRoles", Noon.AddMinutes(1)), SampleRules.Event(42, "ListBuckets", Noon.AddMinutes(1), user: "bob"));
        Assert.Empty(await Incidents());
        await Evaluate(SampleRules.Event(43, "ListBuckets", Noon.AddMinutes(2)));

        var match = Assert.Single((await OnlyIncident()).Timeline!.Value);
        Assert.Equal((SampleRules.KindsId, "event 43"), (match.RuleId, match.EventId));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task However_the_events_come_what_is_on_record_is_what_all_of_them_together_say(int seed)
    {
        var random = new Random(seed);
        var yaml = $"{SampleRules.Stop}\n---\n{SampleRules.Both}\n---\n{SampleRules.Look}\n---\n{SampleRules.Kinds}";
        await AddRules(yaml);
        string[] names = ["StopLogging", "ListUsers", "ListRoles", "ListBuckets", "ListKeys"];
        var events = Enumerable.Range(1, 60)
            .Select(number => SampleRules.Event(
                number, names[random.Next(names.Length)], Noon.AddSeconds(random.Next(6 * 3600)), user: random.Next(2) == 0 ? "ann" : "bob"))
            .ToArray();
        random.Shuffle(events);

        for (var from = 0; from < events.Length;)
        {
            var size = Math.Min(random.Next(1, 12), events.Length - from);
            await Evaluate(events[from..(from + size)]);
            from += size;
        }

        var rules = RuleSet.Load([("rules.yml", yaml)]);
        var hits = new EventEvaluation(rules)
            .Evaluate(new() { BatchId = Guid.Empty, Events = [.. events] }, failure => Assert.Fail(failure.Exception.ToString()))
            .Select(hit => new RuleHit(hit.At, hit.RuleId, hit.EventId, hit.Values!))
            .ToArray();
        var expected = rules.Correlations
            .SelectMany(plan => CorrelationEvaluator.Evaluate(plan, hits, Noon.AddDays(1)))
            .Select(match => (Rule: match.Correlation.Id, Actor: match.Group[0], match.From, match.To))
            .ToArray();
        var onRecord = await MatchesOnRecord();
        Assert.NotEmpty(expected);
        Assert.All(expected, match => Assert.Contains(onRecord, one =>
            (one.Rule, one.Actor) == (match.Rule, match.Actor) && one.At >= match.From.AddMinutes(-10) && one.At <= match.To));
        Assert.All(onRecord, one => Assert.Contains(expected, match =>
            (one.Rule, one.Actor) == (match.Rule, match.Actor) && one.At >= match.From && one.At <= match.To));
    }

    [Fact]
    public async Task Events_of_two_actors_are_two_incidents()
    {
        await Evaluate(SampleRules.Event(1, "StopLogging", Noon), SampleRules.Event(2, "StopLogging", Noon, user: "bob"));

        Assert.Equal(2, (await Incidents()).Length);
    }

    private IRuleBookGrain Book => api.Grains.GetGrain<IRuleBookGrain>(_organization.ToString());

    private async Task<DetectionSummary> Evaluate(params CommittedEvent[] events)
    {
        Caller.ActFor(_organization);
        return await api.Grains.GetGrain<IDetectionGrain>(_organization.ToString())
            .Evaluate(new() { BatchId = Guid.NewGuid(), Events = [.. events] });
    }

    private async Task AddRules(string yaml)
    {
        Caller.ActFor(_organization);
        Assert.Empty((await Book.Add(yaml)).Errors);
    }

    private async Task<ImmutableArray<Incident>> Incidents()
    {
        Caller.ActFor(_organization);
        return (await Reader.GetIncidents(new())).Incidents;
    }

    private async Task<Incident> OnlyIncident()
    {
        var incident = Assert.Single(await Incidents());
        Caller.ActFor(_organization);
        return (await Reader.GetIncident(incident.Id))!;
    }

    private async Task<List<(string Rule, string Actor, DateTimeOffset At)>> MatchesOnRecord()
    {
        var matches = new List<(string Rule, string Actor, DateTimeOffset At)>();
        foreach (var one in await Incidents())
        {
            Caller.ActFor(_organization);
            var incident = (await Reader.GetIncident(one.Id))!;
            matches.AddRange(incident.Timeline!.Value
                .Where(entry => entry.RuleId is SampleRules.BothId or SampleRules.KindsId)
                .Select(entry => (entry.RuleId, incident.Actor, entry.At)));
        }

        return matches;
    }

    private IIncidentReaderGrain Reader => api.Grains.GetGrain<IIncidentReaderGrain>(_organization.ToString());
}
