using Microsoft.Extensions.Options;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Incidents;

public class TriageGrainTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Ann = "arn:aws:sts::900100200301:assumed-role/Developer/ann@corvina.example";

    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly OrganizationId _organization = PostgresFixture.NewOrganizationId();

    [Fact]
    public async Task Hits_near_each_other_are_one_incident_and_a_repeated_call_answers_the_same()
    {
        var first = await Place(Hit(0, Severity.High));
        var second = await Place(Hit(4, Severity.Medium), Hit(0, Severity.High));

        Assert.Equal(Assert.Single(first), Assert.Single(second));
        var incident = await Read(first[0]);
        Assert.Equal((2, "Rule: ann@corvina.example as Developer"), (incident.HitCount, incident.Title));
    }

    [Fact]
    public async Task A_late_hit_lands_in_the_incident_of_its_own_time()
    {
        var late = Assert.Single(await Place(Hit(100, Severity.High)));
        var early = Assert.Single(await Place(Hit(0, Severity.High)));

        Assert.NotEqual(late, early);
        Assert.Equal(early, Assert.Single(await Place(Hit(3, Severity.Medium))));
        Assert.Equal(Noon.AddHours(3), (await Read(early)).LastEventAt);
    }

    [Fact]
    public async Task A_late_hit_that_connects_two_incidents_makes_them_one()
    {
        var first = Assert.Single(await Place(Hit(0, Severity.High)));
        var second = Assert.Single(await Place(Hit(10, Severity.High)));

        var joined = Assert.Single(await Place(Hit(5, Severity.Medium)));

        Assert.Equal(first, joined);
        Assert.Equal((first, 3), ((await Read(second)).Id, (await Read(second)).HitCount));
    }

    [Fact]
    public async Task Weak_hits_alone_are_in_no_incident_and_come_along_when_one_opens()
    {
        Assert.Empty(await Place(Hit(0, Severity.Low)));

        var incident = Assert.Single(await Place(Hit(1, Severity.High)));

        Assert.Equal([Severity.Low, Severity.High], (await Read(incident)).Timeline!.Value.Select(entry => entry.Severity));
    }

    [Fact]
    public async Task What_a_call_that_died_had_written_down_is_placed_by_the_next()
    {
        var store = new IncidentStore(api.Postgres.Tenants, Options.Create(new TriageOptions()));
        await store.RecordAsync(_organization, Ann, [Hit(0, Severity.High)], default);

        var incident = Assert.Single(await Place(Hit(1, Severity.Low)));

        Assert.Equal(2, (await Read(incident)).HitCount);
    }

    [Fact]
    public async Task A_call_that_died_after_the_incident_was_opened_opens_no_second_one()
    {
        var died = Placement.Decide(_organization.ToString(), Ann, [], [Hit(0, Severity.High)], new()).Steps[0];
        Caller.ActFor(_organization);
        await api.Grains.GetGrain<IIncidentGrain>(new IncidentKey(_organization, died.IncidentId).ToString()).Add(Ann, [Hit(0, Severity.High)]);

        Assert.Equal(died.IncidentId, Assert.Single(await Place(Hit(0, Severity.High))));
    }

    [Fact]
    public async Task A_closed_incident_takes_no_more_and_the_next_hit_opens_another()
    {
        var closed = Assert.Single(await Place(Hit(0, Severity.High)));
        Caller.ActFor(_organization);
        await api.Grains.GetGrain<IIncidentGrain>(new IncidentKey(_organization, closed).ToString()).SetStatus(IncidentStatus.Closed);

        Assert.NotEqual(closed, Assert.Single(await Place(Hit(1, Severity.High))));
    }

    [Fact]
    public async Task Opening_and_adding_show_in_the_activity_once()
    {
        await Place(Hit(0, Severity.High));
        await Place(Hit(1, Severity.High), Hit(0, Severity.High));
        await Place(Hit(1, Severity.High));

        Caller.ActFor(_organization);
        await api.Grains.GetGrain<IActivityGrain>(_organization.ToString()).Publish(new() { At = Noon, Kind = "end", Summary = "" });
        var kinds = new List<string>();
        await foreach (var entry in api.Grains.GetGrain<IActivityGrain>(_organization.ToString()).Watch(0))
        {
            kinds.Add(entry.Kind);
            if (entry.Kind == "end")
            {
                break;
            }
        }

        Assert.Equal(["incident.opened", "incident.updated", "end"], kinds);
    }

    private async Task<System.Collections.Immutable.ImmutableArray<Guid>> Place(params TimelineEntry[] hits)
    {
        Caller.ActFor(_organization);
        return await api.Grains.GetGrain<ITriageGrain>(new TriageKey(_organization, Ann).ToString()).Place([.. hits]);
    }

    private async Task<Incident> Read(Guid id)
    {
        Caller.ActFor(_organization);
        return (await api.Grains.GetGrain<IIncidentReaderGrain>(_organization.ToString()).GetIncident(id))!;
    }

    private static TimelineEntry Hit(double hours, Severity severity) => new()
    {
        At = Noon.AddHours(hours),
        RuleId = $"rule {severity}",
        RuleTitle = "Rule",
        Severity = severity,
        Techniques = [],
        EventId = $"event at {hours}",
        Summary = "",
    };
}
