using System.Collections.Immutable;
using Dapper;
using Raposa.Incidents;
using Raposa.Organizations;
using Raposa.Support;

namespace Raposa.Findings;

public class FindingStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private readonly OrganizationId _organization = PostgresFixture.NewOrganizationId();

    [Fact]
    public async Task The_same_trouble_again_is_the_same_finding_seen_later()
    {
        await Raise(Draft());
        await Raise(Draft() with { SeenAt = Noon.AddHours(1) });

        var finding = await Only();
        Assert.Equal((FindingStatus.Open, Noon, Noon.AddHours(1), Noon), (finding.Status, finding.FirstSeenAt, finding.LastSeenAt, finding.ChangedAt));
        Assert.Equal([FindingChangeKind.Opened], finding.History!.Value.Select(change => change.Kind));
    }

    [Fact]
    public async Task What_it_says_may_change_and_the_history_keeps_what_it_said()
    {
        await Raise(Draft());
        await Raise(Draft() with { Severity = Severity.High, EvidenceJson = """{"runs":4}""", SeenAt = Noon.AddHours(1) });

        var finding = await Only();
        Assert.Equal((Severity.High, """{"runs": 4}""", Noon.AddHours(1)), (finding.Severity, finding.EvidenceJson, finding.ChangedAt));
        Assert.Equal(
            [(FindingChangeKind.Opened, Severity.Medium, """{"runs": 3}"""), (FindingChangeKind.Changed, Severity.High, """{"runs": 4}""")],
            finding.History!.Value.Select(change => (change.Kind, change.Severity, change.EvidenceJson)));
    }

    [Fact]
    public async Task It_is_resolved_and_opens_again_under_its_id()
    {
        await Raise(Draft());
        var id = (await Only()).Id;
        await Resolve(Noon.AddHours(1));
        Assert.Equal((FindingStatus.Resolved, Noon.AddHours(1)), ((await Only()).Status, (await Only()).ResolvedAt));
        await Raise(Draft() with { SeenAt = Noon.AddHours(2) });

        var finding = await Only();
        Assert.Equal((id, FindingStatus.Open, Noon, (DateTimeOffset?)null), (finding.Id, finding.Status, finding.FirstSeenAt, finding.ResolvedAt));
        Assert.Equal(
            [FindingChangeKind.Opened, FindingChangeKind.Resolved, FindingChangeKind.Reopened],
            finding.History!.Value.Select(change => change.Kind));
    }

    [Fact]
    public async Task What_nobody_looks_at_any_more_is_closed_which_is_no_pass_and_opens_again_when_it_is_seen()
    {
        var (first, last) = (Guid.NewGuid(), Guid.NewGuid());
        await AddReceiver();
        await Raise(Draft() with { IsAlert = true, RunId = first });
        await new FindingSink(new(postgres.Tenants)).CloseAsync(_organization, [Draft().Fingerprint], new(Noon.AddHours(1), last), default);
        Assert.Equal(
            (FindingStatus.Closed, null, Noon.AddHours(1)), ((await Only()).Status, (await Only()).ResolvedAt, (DateTimeOffset)(await Only()).ClosedAt!));
        await Raise(Draft() with { SeenAt = Noon.AddHours(2) });

        var history = (await Only()).History!.Value;
        Assert.Equal((FindingStatus.Open, null), ((await Only()).Status, (await Only()).ClosedAt));
        Assert.Equal(
            [(FindingChangeKind.Opened, first, null), (FindingChangeKind.Closed, last, "no_longer_observed"), (FindingChangeKind.Reopened, (Guid?)null, null)],
            history.Select(step => (step.Kind, step.RunId, step.Note)));
        Assert.Equal(["finding.opened", "finding.closed"], await Alerts());
    }

    [Fact]
    public async Task What_is_seen_again_as_it_was_is_no_step_of_its_life()
    {
        await Raise(Draft());
        await new FindingSink(new(postgres.Tenants)).ConfirmAsync(_organization, [Draft().Fingerprint], Noon.AddHours(3), default);

        var finding = await Only();
        Assert.Equal((Noon.AddHours(3), Noon, 1), (finding.LastSeenAt, finding.ChangedAt, finding.History!.Value.Length));
    }

    [Fact]
    public async Task A_suppression_ends_by_itself_and_holds_for_nothing_worse()
    {
        await Raise(Draft());
        await Suppress(until: Noon.AddDays(1));
        Assert.Equal("0 1 1", await Listed(Noon.AddHours(2)));
        Assert.Equal("1 0 1", await Listed(Noon.AddDays(1)));

        await Raise(Draft() with { Severity = Severity.High, SeenAt = Noon.AddHours(3) });
        Assert.Equal("1 0 1", await Listed(Noon.AddHours(3)));
        Assert.Equal(new FindingCounts(1, 0), await Reader.CountAsync(_organization, new(), Noon.AddHours(3), default));
    }

    [Fact]
    public async Task Of_what_is_suppressed_nobody_is_told_that_it_opens_again()
    {
        await AddReceiver();
        await Raise(Draft() with { IsAlert = true });
        await Suppress(until: Noon.AddDays(1));
        await Resolve(Noon.AddHours(2));
        await Raise(Draft() with { IsAlert = true, SeenAt = Noon.AddHours(3) });
        Assert.Equal(["finding.opened", "finding.resolved"], await Alerts());

        await Resolve(Noon.AddDays(2));
        await Raise(Draft() with { IsAlert = true, SeenAt = Noon.AddDays(3) });
        Assert.Equal(["finding.opened", "finding.resolved", "finding.resolved", "finding.reopened"], await Alerts());
    }

    [Fact]
    public async Task What_was_seen_before_it_was_resolved_comes_late_and_opens_nothing()
    {
        await Raise(Draft());
        await Resolve(Noon.AddHours(2));
        await Raise(Draft() with { SeenAt = Noon.AddHours(1) });

        Assert.Equal(FindingStatus.Resolved, (await Only()).Status);
    }

    [Fact]
    public async Task What_was_seen_after_it_was_right_stays_open()
    {
        await Raise(Draft() with { SeenAt = Noon.AddHours(2) });
        await Resolve(Noon.AddHours(1));

        Assert.Equal(FindingStatus.Open, (await Only()).Status);
    }

    [Fact]
    public async Task Twenty_that_find_the_same_at_once_open_one()
    {
        await AddReceiver();
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Raise(Draft() with { IsAlert = true })));

        Assert.Equal([FindingChangeKind.Opened], (await Only()).History!.Value.Select(change => change.Kind));
        Assert.Equal(["finding.opened"], await Alerts());
    }

    [Fact]
    public async Task Only_what_opens_is_an_alert_and_whoever_was_told_is_told_of_the_end()
    {
        await AddReceiver();
        await Raise(Draft() with { IsAlert = true });
        await Raise(Draft() with { IsAlert = true, SeenAt = Noon.AddMinutes(1), Severity = Severity.High });
        await Resolve(Noon.AddMinutes(2));
        await Raise(Draft() with { IsAlert = true, SeenAt = Noon.AddMinutes(3) });

        Assert.Equal(["finding.opened", "finding.resolved", "finding.reopened"], await Alerts());
    }

    [Fact]
    public async Task What_is_no_alert_tells_nobody()
    {
        await AddReceiver();
        await Raise(Draft());
        await Resolve(Noon.AddMinutes(2));

        Assert.Empty(await Alerts());
    }

    [Fact]
    public async Task A_list_finds_by_the_beginning_of_a_kind_and_pages_without_losing_any()
    {
        await Raise([
            .. Enumerable.Range(0, 5).Select(number => Draft() with { Fingerprint = $"silent {number}" }),
            Draft() with { Fingerprint = "drift", Kind = "schema.drift" },
            Draft() with { Fingerprint = "similar", Kind = "collections.other" },
        ]);

        var seen = new List<string>();
        Finding? last = null;
        for (var page = 0; page < 3; page++)
        {
            var found = await Reader.ListAsync(
                _organization, new() { Kind = "collection" }, Noon, last is null ? null : new(0, new(last.ChangedAt, last.Id)), 2, default);
            seen.AddRange(found.Take(2).Select(one => one.Finding.Fingerprint));
            last = found[Math.Min(1, found.Length - 1)].Finding;
        }

        Assert.Equal(Enumerable.Range(0, 5).Select(number => $"silent {number}"), seen.Order());
    }

    private FindingReaderStore Reader => new(postgres.Tenants);

    private static FindingDraft Draft() => new()
    {
        Fingerprint = "collection.silent:900100200301:aws_iam_user",
        Kind = "collection.silent",
        Severity = Severity.Medium,
        Title = "aws_iam_user of account 900100200301 is silent.",
        Detail = "Nothing came for three cadences.",
        AccountId = "900100200301",
        Subject = "aws_iam_user",
        SeenAt = Noon,
        EvidenceJson = """{"runs":3}""",
    };

    private Task Raise(params ImmutableArray<FindingDraft> drafts) =>
        new FindingSink(new(postgres.Tenants)).RaiseAsync(_organization, drafts, default);

    private Task Resolve(DateTimeOffset at) =>
        new FindingSink(new(postgres.Tenants)).ResolveAsync(_organization, [Draft().Fingerprint], at, default);

    private async Task<Finding> Only()
    {
        var (listed, _) = Assert.Single(await Reader.ListAsync(_organization, new(), Noon, null, 10, default));
        return (await Reader.FindAsync(_organization, listed.Id, Noon, default))!;
    }

    private async Task Suppress(DateTimeOffset until) => Assert.True(await new SuppressionStore(postgres.Tenants).SuppressAsync(
        new(_organization, (await Only()).Id), "It is known.", until, Guid.NewGuid(), "ann@example.com", Noon.AddHours(1), default));

    /// <summary>How many are listed without those that are suppressed, only those, and all.</summary>
    private async Task<string> Listed(DateTimeOffset now)
    {
        var counts = new List<int>();
        foreach (var which in (SuppressedFindings[])[SuppressedFindings.Exclude, SuppressedFindings.Only, SuppressedFindings.Include])
        {
            counts.Add((await Reader.ListAsync(_organization, new() { Suppressed = which }, now, null, 10, default)).Length);
        }

        return string.Join(' ', counts);
    }

    private Task AddReceiver()
    {
        var id = Guid.CreateVersion7();
        return new AlertReceiverStore(postgres.Tenants).SaveAsync(
            new(_organization, id),
            new(new() { Id = id, Kind = AlertReceiverKind.Mail, Name = "SOC", Target = "soc@example.com", CreatedAt = Noon }, null),
            default);
    }

    private async Task<IEnumerable<string>> Alerts()
    {
        await using var connection = await postgres.Tenants.OpenReaderAsync(_organization, default);
        return await connection.QueryAsync<string>("select event_type from findings.alert order by created_at");
    }
}
