using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Npgsql;
using Raposa.Database;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Incidents;

public class IncidentStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Ann = "arn:aws:iam::900100200301:user/ann";

    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly OrganizationId _organization = PostgresFixture.NewOrganizationId();
    private readonly IncidentStore _incidents = new(postgres.Tenants, Options.Create(new TriageOptions()));
    private readonly IncidentReaderStore _reader = new(postgres.Tenants);

    [Fact]
    public async Task An_incident_says_what_its_evidence_says()
    {
        var change = await AddAsync(
            NewKey(),
            Hit("b", 2, Severity.High) with { AccountId = "900100200301", SourceIp = "192.0.2.2", Techniques = ["T1562.008"] },
            Hit("a", 1, Severity.Medium) with { AccountId = "900100200302", SourceIp = "192.0.2.1", Techniques = ["T1098", "T1078.004"] });

        Assert.True(change.WasOpened);
        var incident = change.Incident;
        Assert.Equal(("Rule b: ann", Severity.High, IncidentStatus.Open, Ann, 2), (incident.Title, incident.Severity, incident.Status, incident.Actor, incident.HitCount));
        Assert.Equal((Noon.AddHours(1), Noon.AddHours(2), Noon, Noon), (incident.FirstEventAt, incident.LastEventAt, incident.OpenedAt, incident.UpdatedAt));
        Assert.Equal(["900100200301", "900100200302"], incident.AccountIds.AsEnumerable());
        Assert.Equal(["192.0.2.1", "192.0.2.2"], incident.SourceIps.AsEnumerable());
        Assert.Equal(["T1078.004", "T1098", "T1562.008"], incident.Techniques.AsEnumerable());
    }

    [Fact]
    public async Task The_timeline_is_read_back_oldest_first_with_all_that_was_written()
    {
        var key = NewKey();
        var full = Hit("b", 2, Severity.High) with
        {
            Techniques = ["T1562.008", "T1098"], EventName = "StopLogging", EventSource = "cloudtrail.amazonaws.com", AccountId = "900100200301",
            Region = "eu-west-1", SourceIp = "192.0.2.2", ErrorCode = "AccessDenied",
        };
        await AddAsync(key, full, Hit("a", 1, Severity.Low));

        var incident = await _reader.FindAsync(_organization, key.Incident, default);

        Assert.Equal(["a", "b"], incident!.Timeline!.Value.Select(entry => entry.RuleId));
        var read = incident.Timeline.Value[1];
        Assert.Equal(full.Techniques.AsEnumerable(), read.Techniques);
        Assert.Equal(full with { Techniques = [] }, read with { Techniques = [] });
    }

    [Fact]
    public async Task The_same_evidence_again_changes_nothing()
    {
        var key = NewKey();
        var first = await AddAsync(key, Hit("a", 1, Severity.High));

        var again = await _incidents.AddAsync(key, Ann, "ann", [Hit("a", 1, Severity.High)], Noon.AddHours(9), default);

        Assert.Equal((false, 0), (again.WasOpened, again.Added));
        Assert.Equal((1, first.Incident.UpdatedAt), (again.Incident.HitCount, again.Incident.UpdatedAt));
    }

    [Fact]
    public async Task Evidence_belongs_to_one_incident_and_none_is_opened_with_nothing()
    {
        await AddAsync(NewKey(), Hit("a", 1, Severity.High));
        var other = NewKey();

        await Assert.ThrowsAsync<InvalidOperationException>(() => AddAsync(other, Hit("a", 1, Severity.High)));

        Assert.Null(await _incidents.FindAsync(other, default));
    }

    [Fact]
    public async Task What_waited_in_the_window_comes_along_and_what_lies_outside_waits_on()
    {
        await _incidents.RecordAsync(_organization, Ann, [Hit("near", -5, Severity.Low), Hit("far", -8, Severity.Low)], default);
        await _incidents.RecordAsync(_organization, "somebody else", [Hit("theirs", 0, Severity.Low)], default);

        var change = await AddAsync(NewKey(), Hit("a", 0, Severity.High));

        Assert.Equal((2, 2), (change.Added, change.Incident.HitCount));
        Assert.Equal(Noon.AddHours(-5), change.Incident.FirstEventAt);
    }

    [Fact]
    public async Task The_window_of_an_incident_is_that_of_its_strong_evidence()
    {
        await _incidents.RecordAsync(_organization, Ann, [Hit("weak", -5, Severity.Low)], default);
        var key = NewKey();
        await AddAsync(key, Hit("a", 0, Severity.High), Hit("b", 2, Severity.Medium));

        var open = Assert.Single(await _incidents.FindOpenAsync(_organization, Ann, Noon, Noon, default));

        Assert.Equal(new IncidentSpan(key.Incident, Noon, Noon.AddHours(2), Noon), open);
        Assert.Empty(await _incidents.FindOpenAsync(_organization, Ann, Noon.AddHours(8.1), Noon.AddHours(9), default));
        Assert.Empty(await _incidents.FindOpenAsync(_organization, "somebody else", Noon, Noon, default));
    }

    [Fact]
    public async Task A_closed_incident_is_open_to_no_further_hits_until_it_is_opened_again()
    {
        var key = NewKey();
        await AddAsync(key, Hit("a", 0, Severity.High));

        var closed = await _incidents.SetStatusAsync(key, IncidentStatus.Closed, Noon.AddHours(1), default);

        Assert.Equal((IncidentStatus.Closed, Noon.AddHours(1)), (closed!.Status, closed.UpdatedAt));
        Assert.Empty(await _incidents.FindOpenAsync(_organization, Ann, Noon, Noon, default));
        await _incidents.SetStatusAsync(key, IncidentStatus.Open, Noon.AddHours(2), default);
        Assert.Single(await _incidents.FindOpenAsync(_organization, Ann, Noon, Noon, default));
    }

    [Fact]
    public async Task An_incident_that_absorbs_others_has_their_evidence_and_answers_to_their_ids()
    {
        var (one, other, third) = (NewKey(), NewKey(), NewKey());
        await AddAsync(one, Hit("a", 0, Severity.Medium));
        await AddAsync(other, Hit("b", 10, Severity.High));
        await AddAsync(third, Hit("c", 20, Severity.Critical));
        await _incidents.AbsorbAsync(other, [third.Incident], _ => "ann", Noon.AddHours(1), default);

        var change = await _incidents.AbsorbAsync(one, [other.Incident], _ => "ann", Noon.AddHours(2), default);

        Assert.Equal((2, 3, Severity.Critical, "Rule c: ann"), (change!.Added, change.Incident.HitCount, change.Incident.Severity, change.Incident.Title));
        Assert.Equal([one.Incident], await ListAsync(new()));
        foreach (var name in (IncidentKey[])[one, other, third])
        {
            var read = await _reader.FindAsync(_organization, name.Incident, default);
            Assert.Equal((one.Incident, 3), (read!.Id, read.Timeline!.Value.Length));
        }

        Assert.Equal(IncidentStatus.Closed, (await _incidents.SetStatusAsync(third, IncidentStatus.Closed, Noon.AddHours(3), default))!.Status);
        Assert.Equal(IncidentStatus.Closed, (await _incidents.FindAsync(one, default))!.Status);
    }

    [Fact]
    public async Task Absorbing_again_changes_nothing()
    {
        var (one, other) = (NewKey(), NewKey());
        await AddAsync(one, Hit("a", 0, Severity.Medium));
        await AddAsync(other, Hit("b", 3, Severity.High));
        var first = await _incidents.AbsorbAsync(one, [other.Incident], _ => "ann", Noon.AddHours(1), default);

        var again = await _incidents.AbsorbAsync(one, [other.Incident], _ => "ann", Noon.AddHours(2), default);

        Assert.Equal((0, first!.Incident.UpdatedAt), (again!.Added, again.Incident.UpdatedAt));
        Assert.Null(await _incidents.AbsorbAsync(NewKey(), [one.Incident], _ => "ann", Noon, default));
    }

    [Fact]
    public async Task Strong_evidence_that_an_interrupted_call_left_behind_is_found_by_the_next()
    {
        await _incidents.RecordAsync(_organization, Ann, [Hit("stranded", 0, Severity.High), Hit("weak", 0, Severity.Low)], default);
        await _incidents.RecordAsync(_organization, Ann, [Hit("new", 1, Severity.Low)], default);

        var unplaced = await _incidents.FindUnplacedAsync(_organization, Ann, [Hit("new", 1, Severity.Low)], default);

        Assert.Equal(["new", "stranded"], unplaced.Select(hit => hit.RuleId).Order());
    }

    [Fact]
    public async Task Pages_follow_each_other_without_a_gap_or_a_double_though_times_are_equal()
    {
        for (var i = 0; i < 5; i++)
        {
            await AddAsync(NewKey(), Hit($"rule {i}", 0, Severity.High));
        }

        var all = await _reader.ListAsync(_organization, new(), null, 10, default);
        var seen = new List<Guid>();
        TimeCursor? after = null;
        while (true)
        {
            var page = await _reader.ListAsync(_organization, new(), after, 2, default);
            seen.AddRange(page.Take(2).Select(incident => incident.Id));
            if (page.Length <= 2)
            {
                break;
            }

            after = TimeCursor.TryParse(new TimeCursor(page[1].LastEventAt, page[1].Id).ToString());
        }

        Assert.Equal(5, seen.Count);
        Assert.Equal(all.Select(incident => incident.Id), seen);
    }

    [Fact]
    public async Task A_list_holds_what_its_filters_ask_for()
    {
        var (high, low) = (NewKey(), NewKey());
        await AddAsync(high, Hit("a", 0, Severity.High));
        await AddAsync(low, Hit("b", 40, Severity.Medium));
        await _incidents.SetStatusAsync(low, IncidentStatus.Closed, Noon, default);

        Assert.Equal([low.Incident, high.Incident], await ListAsync(new()));
        Assert.Equal([high.Incident], await ListAsync(new() { MinimumSeverity = Severity.High }));
        Assert.Equal([low.Incident], await ListAsync(new() { Status = IncidentStatus.Closed }));
        Assert.Equal([], await ListAsync(new() { Actor = "somebody else" }));
    }

    [Fact]
    public async Task Another_organization_sees_nothing_of_it()
    {
        var key = NewKey();
        await AddAsync(key, Hit("a", 0, Severity.High));
        var other = PostgresFixture.NewOrganizationId();

        Assert.Null(await _reader.FindAsync(other, key.Incident, default));
        Assert.Empty(await _reader.ListAsync(other, new(), null, 10, default));
        foreach (var table in (string[])["incidents.incident", "incidents.evidence"])
        {
            foreach (var role in (NpgsqlDataSource[])[postgres.Writer, postgres.Reader, postgres.Mcp])
            {
                await using var command = role.CreateCommand($"select count(*) from {table}");
                Assert.Equal(0L, await command.ExecuteScalarAsync());
            }
        }
    }

    private IncidentKey NewKey() => new(_organization, Guid.NewGuid());

    private Task<IncidentChange> AddAsync(IncidentKey key, params ImmutableArray<TimelineEntry> hits) =>
        _incidents.AddAsync(key, Ann, "ann", hits, Noon, default);

    private async Task<IEnumerable<Guid>> ListAsync(IncidentQuery query) =>
        (await _reader.ListAsync(_organization, query, null, 10, default)).Select(incident => incident.Id);

    private static TimelineEntry Hit(string rule, double hours, Severity severity) => new()
    {
        At = Noon.AddHours(hours),
        RuleId = rule,
        RuleTitle = $"Rule {rule}",
        Severity = severity,
        Techniques = [],
        EventId = "event",
        Summary = "Somebody did something.",
    };
}
