#if ENGINE_LOCAL
using Raposa.Accounts;
using static Raposa.Collection.ScriptedReader;
using static Raposa.Collection.TestSources;

namespace Raposa.Collection;

/// <summary>The account's grain and the collectors together, on a clock that is moved by hand.</summary>
public class AccountGrainTests
{
    private static readonly Cadence Steady = Minutes(10, 10, 10);

    private readonly ScriptedReader _reader = new();

    [Fact]
    public async Task A_source_is_read_once_when_connected_and_then_at_its_cadence()
    {
        await using var silo = await Silo(Falcon("falcon_host", Steady));
        await silo.ConnectAsync();
        var first = Assert.Single(silo.Records.RunsOf(silo.Key("falcon_host")));

        await silo.AdvanceAsync(60);

        var starts = silo.Records.RunsOf(silo.Key("falcon_host")).Select(run => run.StartedAt).ToList();
        Assert.InRange(first.StartedAt - CollectionSilo.Start, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.Equal(7, starts.Count);
        Assert.All(starts.Skip(1).Zip(starts.Skip(2)), pair => Assert.Equal(TimeSpan.FromMinutes(10), pair.Second - pair.First));
    }

    [Fact]
    public async Task A_crash_between_two_pages_resumes_the_run_from_its_page()
    {
        _reader.Answers(Page(3, "page-2"), Failure(FailureKind.Throttled, TimeSpan.FromMinutes(14)), Page(2));
        await using var silo = await Silo(Falcon("falcon_host", Steady));
        await silo.ConnectAsync();
        var begun = Assert.Single(silo.Records.RunsOf(silo.Key("falcon_host")));
        Assert.Equal(("page-2", 1), (begun.Cursor, begun.Attempt));

        silo.Crash();
        await silo.AdvanceAsync(16);

        var run = silo.Records.RunsOf(silo.Key("falcon_host"))[0];
        Assert.Equal((begun.Id, RunStatus.Sealed, 5), (run.Id, run.Status, run.Resources));
        Assert.Equal([null, "page-2", "page-2"], _reader.Asked.Take(3));
    }

    [Fact]
    public async Task What_fell_due_while_nothing_ran_is_read_once_after_the_restart()
    {
        await using var silo = await Silo(Falcon("falcon_daily", Minutes(1440, 1440, 1440)), Falcon("falcon_host", Steady));
        await silo.ConnectAsync();
        var daily = silo.Key("falcon_daily");
        var due = silo.Records.ScheduleOf(daily).NextDueAt;

        // The daily source is made to have been due an hour ago, as if no silo had run then.
        var missed = silo.Records.ScheduleOf(daily);
        await silo.Records.SaveAsync(
            silo.Organization, "acme", [missed with { NextDueAt = silo.Now.AddHours(-1), Revision = missed.Revision + 1 }], default);
        silo.Crash();
        await silo.AdvanceAsync(11);

        var runs = silo.Records.RunsOf(daily);
        Assert.Equal([RunTrigger.Cadence, RunTrigger.CatchUp], runs.Select(run => run.Trigger));
        Assert.Equal(due, silo.Records.ScheduleOf(daily).NextDueAt);
    }

    [Fact]
    public async Task An_end_that_was_never_told_is_found_in_the_records()
    {
        await using var silo = await Silo(Falcon("falcon_host", Steady));
        await silo.ConnectAsync();
        var key = silo.Key("falcon_host");
        var known = silo.Records.ScheduleOf(key);
        var untold = CollectionRun.Begin(Guid.CreateVersion7(), RunTrigger.Manual, [], silo.Now)
            .Advance(new(7, null, null, [], 1, 0)).End(null, silo.Now);
        silo.Crash();
        await silo.Records.SaveRunAsync(key, untold, default);

        await silo.Falcon().GetSchedule();
        await silo.AdvanceAsync(0.1);

        var schedule = silo.Records.ScheduleOf(key);
        Assert.Equal((untold.Id, true), (schedule.LastRun!.Id, schedule.HasReturned));
        Assert.True(schedule.Revision > known.Revision);
    }

    [Fact]
    public async Task A_source_that_fails_is_left_alone_after_three_times_and_the_others_are_not()
    {
        var reader = new FailingReader("falcon_alert");
        await using var silo = await CollectionSilo.StartAsync(reader, Falcon("falcon_alert", Steady), Falcon("falcon_host", Steady));
        await silo.ConnectAsync();

        await silo.AdvanceAsync(120);

        Assert.Equal(CircuitState.Open, silo.Records.ScheduleOf(silo.Key("falcon_alert")).Circuit);
        Assert.InRange(silo.Records.RunsOf(silo.Key("falcon_alert")).Count, 4, 8);
        Assert.InRange(silo.Records.RunsOf(silo.Key("falcon_host")).Count, 12, 13);

        reader.Failing = null;
        await silo.AdvanceAsync(240);
        Assert.Equal((CircuitState.Closed, 0), (silo.Records.ScheduleOf(silo.Key("falcon_alert")).Circuit, silo.Records.ScheduleOf(silo.Key("falcon_alert")).Failures));
    }

    [Fact]
    public async Task A_silent_source_is_told_of_once_with_the_vendors_words_and_is_right_again_when_it_answers()
    {
        var reader = new FailingReader("falcon_host");
        await using var silo = await CollectionSilo.StartAsync(reader, Falcon("falcon_host", Steady), Falcon("falcon_alert", Minutes(5, 5, 5)));
        await silo.ConnectAsync();
        await silo.AdvanceAsync(25);
        Assert.Empty(silo.Findings.Said);

        await silo.AdvanceAsync(60);
        reader.Failing = null;
        await silo.AdvanceAsync(240);

        Assert.Equal(
            ["raised collection.silent:acme:falcon_host", "resolved collection.silent:acme:falcon_host"], silo.Findings.Said);
        var finding = Assert.Single(silo.Findings.Raised);
        Assert.True(finding.IsAlert);
        Assert.Contains("The vendor says Denied.", finding.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_empty_answer_after_a_full_one_is_told_of()
    {
        _reader.Answers(Page(3), Page(0), Page(0), Page(1));
        await using var silo = await Silo(Falcon("falcon_host", Steady));
        await silo.ConnectAsync();

        await silo.AdvanceAsync(30);

        Assert.Equal(["raised collection.empty:acme:falcon_host", "resolved collection.empty:acme:falcon_host"], silo.Findings.Said);
    }

    [Fact]
    public async Task A_source_that_never_returned_anything_is_noted_and_nobody_is_told()
    {
        await using var silo = await Silo(Falcon("falcon_host", Steady));
        await silo.ConnectAsync();
        await silo.AdvanceAsync(40);

        Assert.Empty(silo.Findings.Said);
        Assert.NotNull(silo.Records.ScheduleOf(silo.Key("falcon_host")).EmptySince);
    }

    [Fact]
    public async Task A_burst_of_events_is_one_run_of_what_they_name()
    {
        await using var silo = await Silo(Falcon("falcon_host", Minutes(60, 60, 60)));
        await silo.ConnectAsync();
        for (var n = 0; n < 20; n++)
        {
            await silo.Falcon().Refresh("falcon_host", null, [$"host-{n % 3}"]);
        }

        await silo.AdvanceAsync(1);

        var refresh = Assert.Single(silo.Records.RunsOf(silo.Key("falcon_host")), run => run.Trigger == RunTrigger.Event);
        Assert.Equal("host-0 host-1 host-2", string.Join(' ', refresh.Only));
    }

    [Fact]
    public async Task An_event_that_names_a_resource_has_it_read_again_between_polls()
    {
        var source = Falcon("falcon_host", Minutes(60, 60, 60)) with { RefreshedBy = [new("test.edr", "Host Changed", "detail.id")] };
        await using var silo = await Silo(source);
        await silo.ConnectAsync();
        const string Event = """{"account":"acme","region":"eu-central-1","source":"test.edr","detail-type":"Host Changed","detail":{"id":"host-7"}}""";

        await silo.Refresher().Notice([new(System.Text.Encoding.UTF8.GetBytes(Event), IsRecord: false)]);
        await silo.AdvanceAsync(1);

        var refresh = Assert.Single(silo.Records.RunsOf(silo.Key("falcon_host")), run => run.Trigger == RunTrigger.Event);
        Assert.Equal("host-7", Assert.Single(refresh.Only));
    }

    [Fact]
    public async Task What_an_organization_decides_holds_at_once_and_until_it_is_given_back()
    {
        await using var silo = await Silo(Falcon("falcon_host", Minutes(60, 60, 60)));
        await silo.ConnectAsync();

        Assert.True(await silo.Collection().SetCadence("falcon_host", TimeSpan.FromMinutes(2)));
        await silo.AdvanceAsync(20);
        Assert.Equal(TimeSpan.FromMinutes(2), silo.Records.ScheduleOf(silo.Key("falcon_host")).Period);
        Assert.InRange(silo.Records.RunsOf(silo.Key("falcon_host")).Count, 8, 12);

        Assert.True(await silo.Collection().SetCadence("falcon_host", null));
        Assert.Equal(TimeSpan.FromMinutes(60), silo.Records.ScheduleOf(silo.Key("falcon_host")).Period);
        Assert.False(await silo.Collection().SetCadence("no_such_source", TimeSpan.FromMinutes(2)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => silo.Collection().SetCadence("falcon_host", TimeSpan.FromSeconds(59)));
    }

    [Fact]
    public async Task A_run_by_hand_begins_now_and_one_in_progress_is_the_answer()
    {
        await using var silo = await Silo(Falcon("falcon_host", Minutes(60, 60, 60)));
        await silo.ConnectAsync();
        _reader.Answers(new TaskCompletionSource<SourcePage>().Task);

        var first = Assert.Single(await silo.Falcon().RunSource("falcon_host", null));
        var second = Assert.Single(await silo.Falcon().RunSource("falcon_host", null));

        Assert.Equal((RunTrigger.Manual, first.Run.Id), (first.Run.Trigger, second.Run.Id));
        Assert.Empty(await silo.Falcon().RunSource("no_such_source", null));
    }

    [Fact]
    public async Task An_account_that_no_reminder_ticks_any_more_is_found_by_the_sweep_and_ticks_again()
    {
        await using var silo = await Silo(Falcon("falcon_host", Minutes(60, 60, 60)));
        await silo.ConnectAsync();
        await silo.LoseRemindersAsync();
        silo.Crash();
        await silo.AdvanceAsync(300);
        var before = silo.Records.RunsOf(silo.Key("falcon_host")).Count;
        Assert.InRange(before, 1, 2);

        Assert.Equal(1, await silo.Collection().Sweep());
        await silo.AdvanceAsync(300);

        var runs = silo.Records.RunsOf(silo.Key("falcon_host"));
        Assert.Equal(RunTrigger.CatchUp, runs[before].Trigger);
        Assert.InRange(runs.Count - before, 5, 7);
    }

    [Fact]
    public async Task Nothing_is_read_and_no_reminder_is_left_after_disconnecting()
    {
        await using var silo = await Silo(Falcon("falcon_host", Steady));
        await silo.ConnectAsync();

        Assert.True(await silo.Falcon().Disconnect());
        await silo.AdvanceAsync(60);

        Assert.Single(silo.Records.RunsOf(silo.Key("falcon_host")));
        Assert.Empty(silo.Records.Planned);
        Assert.Equal(ConnectionState.Disconnected, (await silo.Falcon().GetConnection())!.State);
    }

    [Fact]
    public async Task A_connection_that_does_not_work_is_not_kept()
    {
        await using var silo = await Silo(Falcon("falcon_host", Steady));
        silo.Tester.Failure = new(FailureKind.Unauthenticated, "oauth2:Token", "403", "access denied, invalid client");

        var answer = await silo.Falcon().Connect(new("client", "secret", null));

        Assert.Equal((null, "access denied, invalid client"), (answer.Connection, answer.Test?.Failure?.Message));
        Assert.Null(await silo.Falcon().GetConnection());
    }

    [Fact]
    public async Task A_secret_reaches_its_vendor_and_no_answer()
    {
        await using var silo = await Silo(Falcon("falcon_host", Steady));

        var answer = await silo.Falcon().Connect(new("client", "s3cr3t", null));

        Assert.Equal("s3cr3t", silo.Tester.LastSecret);
        Assert.DoesNotContain("s3cr3t", $"{answer} {new ConnectFalcon("client", "s3cr3t", null)}", StringComparison.Ordinal);
    }

    private Task<CollectionSilo> Silo(params SourceDefinition[] sources) => CollectionSilo.StartAsync(_reader, sources);

    private static SourceDefinition Falcon(string name, Cadence cadence) => Source(name, cadence, provider: Provider.CrowdStrike);

    /// <summary>Refuses one source, and answers every other with one resource.</summary>
    private sealed class FailingReader(string failing) : ISourceReader
    {
        public string? Failing { get; set; } = failing;

        public Task<SourcePage> ReadAsync(
            SourceDefinition source, CollectorKey key, string? cursor, System.Collections.Immutable.ImmutableArray<string> only,
            CancellationToken cancellationToken) =>
            source.Name == Failing ? throw Failure(FailureKind.Denied) : Task.FromResult(Page(1));
    }
}
#endif
