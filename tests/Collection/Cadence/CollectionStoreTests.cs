using Raposa.Collection.Scheduling;
using Raposa.Organizations;
using Raposa.Support;
using static Raposa.Collection.TestSources;

namespace Raposa.Collection;

public class CollectionStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly OrganizationId _organization = PostgresFixture.NewOrganizationId();

    private CollectionStore Store => new(postgres.Tenants);

    private CollectionReaderStore Reader => new(postgres.Tenants);

    private CollectorKey Key => new(_organization, "900100200301", "aws_thing", "eu-central-1");

    [Fact]
    public async Task A_schedule_comes_back_as_it_was_saved_with_its_last_run()
    {
        var run = Run(Noon, resources: 3) with { Gaps = [new("bucket-1", Words(FailureKind.Denied))], Expected = 3 };
        var schedule = ScheduleDecision.AfterRun(
            ScheduleDecision.First(Key, Five, Noon), run, Key, Five, Noon.AddMinutes(1)) with
        {
            SilentSince = Noon.AddHours(1),
            Circuit = CircuitState.Open,
            EmptySince = Noon.AddHours(2),
        };
        await Store.SaveRunAsync(Key, run, default);
        await Store.SaveAsync(_organization, Key.AccountId, [InMicroseconds(schedule)], default);

        var loaded = Assert.Single(await Store.LoadAsync(_organization, Key.AccountId, default));

        Assert.Equal((null, null), (loaded.Untold, loaded.Current));
        Assert.Equal(InMicroseconds(schedule) with { LastRun = null }, loaded.Schedule with { LastRun = null });
        AssertSame(run, loaded.Schedule.LastRun!);
    }

    [Fact]
    public async Task A_schedule_that_is_older_than_the_stored_one_changes_nothing()
    {
        var first = InMicroseconds(ScheduleDecision.First(Key, Five, Noon));
        await Store.SaveAsync(_organization, Key.AccountId, [first with { Revision = 7, Failures = 2 }], default);

        await Store.SaveAsync(_organization, Key.AccountId, [first with { Revision = 6, Failures = 9 }], default);
        await Store.SaveAsync(_organization, Key.AccountId, [first with { Revision = 7, Failures = 9 }], default);

        Assert.Equal(2, Assert.Single(await Store.LoadAsync(_organization, Key.AccountId, default)).Schedule.Failures);
    }

    [Fact]
    public async Task A_run_stays_as_it_ended()
    {
        var begun = CollectionRun.Begin(Guid.CreateVersion7(Noon), RunTrigger.Manual, [], Noon);
        await Store.SaveRunAsync(Key, begun, default);
        var ended = begun.End(Words(FailureKind.Denied), Noon.AddMinutes(1));
        await Store.SaveRunAsync(Key, ended, default);

        await Store.SaveRunAsync(Key, begun with { Pages = 9 }, default);

        AssertSame(ended, (await Reader.FindRunAsync(_organization, begun.Id, default))!.Run);
    }

    [Fact]
    public async Task An_end_that_the_schedule_does_not_know_and_a_run_that_goes_on_are_found()
    {
        var (known, untold) = (Run(Noon, 1), Run(Noon.AddMinutes(5), 2));
        var refresh = Run(Noon.AddMinutes(6), 1) with { Only = ["i-1"] };
        var current = CollectionRun.Begin(Guid.CreateVersion7(), RunTrigger.Cadence, [], Noon.AddMinutes(10));
        foreach (var run in (CollectionRun[])[known, untold, refresh, current])
        {
            await Store.SaveRunAsync(Key, run, default);
        }

        await Store.SaveAsync(
            _organization, Key.AccountId, [InMicroseconds(ScheduleDecision.First(Key, Five, Noon) with { LastRun = known })], default);

        var loaded = Assert.Single(await Store.LoadAsync(_organization, Key.AccountId, default));
        Assert.Equal((known.Id, untold.Id, current.Id), (loaded.Schedule.LastRun?.Id, loaded.Untold?.Id, loaded.Current?.Id));
    }

    [Fact]
    public async Task Runs_come_newest_first_in_pages_that_miss_none()
    {
        var runs = Enumerable.Range(0, 5).Select(n => Run(Noon.AddMinutes(n), n)).ToList();
        foreach (var run in runs)
        {
            await Store.SaveRunAsync(Key, run, default);
        }

        var first = await Reader.ListRunsAsync(_organization, new() { Source = "aws_thing" }, null, limit: 2, default);
        var rest = await Reader.ListRunsAsync(_organization, new(), new(first[1].Run.StartedAt, first[1].Run.Id), limit: 10, default);

        Assert.Equal([4, 3, 2], first.Select(run => run.Run.Resources));
        Assert.Equal([2, 1, 0], rest.Select(run => run.Run.Resources));
        Assert.Empty(await Reader.ListRunsAsync(_organization, new() { Status = RunStatus.Failed }, null, 10, default));
    }

    [Fact]
    public async Task Another_organization_sees_no_run_and_no_schedule()
    {
        var stranger = PostgresFixture.NewOrganizationId();
        var run = Run(Noon, 1);
        await Store.SaveRunAsync(Key, run, default);
        await Store.SaveAsync(_organization, Key.AccountId, [InMicroseconds(ScheduleDecision.First(Key, Five, Noon))], default);

        Assert.Null(await Reader.FindRunAsync(stranger, run.Id, default));
        Assert.Empty(await Reader.GetSchedulesAsync(stranger, new(), default));
        Assert.Single(await Reader.GetSchedulesAsync(_organization, new() { Region = "eu-central-1" }, default));
    }

    [Fact]
    public async Task What_an_organization_decides_is_kept_until_it_is_given_back()
    {
        await Store.SaveCadenceAsync(_organization, "aws_thing", TimeSpan.FromMinutes(7), default);
        await Store.SaveCadenceAsync(_organization, "aws_thing", TimeSpan.FromMinutes(9), default);
        Assert.Equal(new CadenceSetting("aws_thing", TimeSpan.FromMinutes(9)), Assert.Single(await Reader.GetCadencesAsync(_organization, default)));

        await Store.SaveCadenceAsync(_organization, "aws_thing", null, default);

        Assert.Empty(await Store.GetCadencesAsync(_organization, default));
    }

    [Fact]
    public async Task Of_each_collector_the_newest_full_run_outlives_every_retention()
    {
        var (old, newest) = (Run(Noon.AddDays(-500), 1), Run(Noon.AddDays(-450), 2));
        await Store.SaveRunAsync(Key, old, default);
        await Store.SaveRunAsync(Key, newest, default);

        var deleted = await Store.DeleteRunsAsync(_organization, Noon.AddDays(-400), default);

        Assert.Equal(1, deleted);
        Assert.Null(await Reader.FindRunAsync(_organization, old.Id, default));
        Assert.NotNull(await Reader.FindRunAsync(_organization, newest.Id, default));
    }

    private static CollectionRun Run(DateTimeOffset at, int resources) =>
        CollectionRun.Begin(Guid.CreateVersion7(at), RunTrigger.Cadence, [], at)
            .Advance(new(resources, null, null, [], 2, 1)).End(null, at.AddMinutes(1)) with { Change = new(1, 2, 3) };

    private static RunFailure Words(FailureKind kind) => new(kind, "test:Read", "Code", "The vendor's words.");

    // PostgreSQL keeps microseconds.
    private static SourceSchedule InMicroseconds(SourceSchedule schedule) =>
        schedule with { NextDueAt = new(schedule.NextDueAt.Ticks / 10 * 10, TimeSpan.Zero) };

    private static void AssertSame(CollectionRun expected, CollectionRun found)
    {
        Assert.Equal(expected.Gaps.AsEnumerable(), found.Gaps);
        Assert.Equal(expected.Only.AsEnumerable(), found.Only);
        Assert.Equal(expected with { Gaps = [], Only = [] }, found with { Gaps = [], Only = [] });
    }
}
