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

    private IIncidentReaderGrain Reader => api.Grains.GetGrain<IIncidentReaderGrain>(_organization.ToString());
}
