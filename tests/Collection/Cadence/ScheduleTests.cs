using Raposa.Collection.Scheduling;
using Raposa.Organizations;
using static Raposa.Collection.TestSources;

namespace Raposa.Collection;

/// <summary>What a run changes of its schedule, and when a schedule is called what.</summary>
public class ScheduleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly Cadence Hourly = Minutes(60, 30, 240);
    private static readonly CollectorKey Key = new(
        OrganizationId.Parse("0190d3c0-0000-7000-8000-000000000001"), "900100200301", "aws_thing", "eu-central-1");

    private static readonly SourceSchedule Running = ScheduleDecision.First(Key, Hourly, Noon.AddDays(-1)) with
    {
        HeardAt = Noon.AddHours(-1),
        SealedAt = Noon.AddHours(-1),
        HasReturned = true,
    };

    [Fact]
    public void A_new_source_is_due_within_seconds_and_not_at_the_same_as_its_neighbours()
    {
        var due = Enumerable.Range(0, 50)
            .Select(n => ScheduleDecision.First(Key with { Source = $"aws_{n}" }, Hourly, Noon).NextDueAt - Noon).ToList();

        Assert.All(due, each => Assert.InRange(each, TimeSpan.Zero, TimeSpan.FromSeconds(20)));
        Assert.True(due.Distinct().Count() > 45);
    }

    [Fact]
    public void After_a_sealed_run_it_is_due_at_the_next_point_of_its_cadence()
    {
        var after = After(Running, Sealed(3));

        Assert.Equal(CadenceGrid.Of($"{Key.Account}/{Key.Source}", TimeSpan.FromHours(1)).NextAfter(Noon), after.NextDueAt);
        Assert.Equal((Noon.AddMinutes(1), Noon.AddMinutes(1), 0), (after.HeardAt, after.SealedAt, after.Failures));
    }

    [Fact]
    public void A_run_longer_than_its_cadence_leaves_points_out_and_is_not_started_over_at_once()
    {
        var ended = Noon.AddHours(5);
        var run = Sealed(3) with { FinishedAt = ended };

        var after = ScheduleDecision.AfterRun(Running, run, Key, Hourly, ended);

        Assert.InRange(after.NextDueAt, ended.AddTicks(1), ended.AddHours(1));
    }

    [Fact]
    public void A_failure_of_a_slow_source_is_tried_again_before_its_cadence()
    {
        var after = After(Running with { Period = TimeSpan.FromHours(8) }, Failed(FailureKind.Transient), Minutes(480, 480, 480));

        Assert.Equal((1, CircuitState.Closed), (after.Failures, after.Circuit));
        Assert.InRange(after.NextDueAt, Noon.AddMinutes(6), Noon.AddMinutes(7.5));
    }

    [Fact]
    public void A_third_failure_opens_the_circuit_and_a_success_closes_it()
    {
        var failing = Enumerable.Range(0, 3).Aggregate(Running, (schedule, _) => After(schedule, Failed(FailureKind.Denied)));
        Assert.Equal((3, CircuitState.Open), (failing.Failures, failing.Circuit));

        var well = After(failing, Sealed(1));

        Assert.Equal((0, CircuitState.Closed), (well.Failures, well.Circuit));
    }

    [Fact]
    public void A_region_that_is_not_switched_on_is_asked_rarely_and_is_no_failure()
    {
        var after = After(Running with { SilentSince = Noon }, Failed(FailureKind.NotEnabled));

        Assert.Equal((true, 0, Hourly.Slowest, null), (after.IsNotEnabled, after.Failures, after.Period, after.SilentSince));
        Assert.Equal(Hourly.Usual, After(after, Sealed(1)).Period);
    }

    [Fact]
    public void The_first_complete_run_moves_no_cadence() =>
        Assert.Equal(Hourly.Usual, After(Running with { SealedAt = null }, Sealed(3) with { Change = new(3, 0, 0) }).Period);

    [Fact]
    public void A_change_makes_it_faster_and_a_partial_run_says_nothing_of_change()
    {
        Assert.Equal(TimeSpan.FromMinutes(30), After(Running, Sealed(3) with { Change = new(0, 1, 0) }).Period);
        Assert.Equal(
            TimeSpan.FromMinutes(60), After(Running, Failed(FailureKind.Denied) with { Status = RunStatus.Partial, Resources = 1 }).Period);
    }

    [Fact]
    public void Narrower_bounds_move_what_is_outside_of_them_and_nothing_else()
    {
        Assert.Same(Running, ScheduleDecision.Bound(Running, Key, Hourly, Noon));
        var bound = ScheduleDecision.Bound(Running, Key, Minutes(10, 10, 10), Noon);
        Assert.Equal((TimeSpan.FromMinutes(10), Running.Revision + 1), (bound.Period, bound.Revision));
        Assert.InRange(bound.NextDueAt, Noon.AddTicks(1), Noon.AddMinutes(10));
    }

    [Theory]
    [InlineData(170, true, false)]   // within three cadences
    [InlineData(190, true, true)]    // beyond, and it failed since
    [InlineData(190, false, false)]  // beyond, and nobody has asked: the platform was away
    public void A_source_is_silent_after_three_cadences_in_which_it_was_asked(int minutes, bool hasFailed, bool expected)
    {
        var now = Noon.AddMinutes(minutes);
        var schedule = Running with { HeardAt = Noon, LastRun = hasFailed ? Failed(FailureKind.Denied) : Sealed(1) };

        Assert.Equal(expected, SilenceDecision.IsSilent(schedule, awakeSince: now, readingSince: null, now));
    }

    [Fact]
    public void A_source_that_is_read_for_a_whole_cadence_without_an_end_is_silent_too() =>
        Assert.True(SilenceDecision.IsSilent(Running with { HeardAt = Noon }, Noon.AddHours(4), Noon.AddHours(3), Noon.AddHours(4)));

    public static TheoryData<string, SourceState> Health => new()
    {
        { "not-enabled", SourceState.NotEnabled },
        { "open", SourceState.CircuitOpen },
        { "silent", SourceState.Silent },
        { "failed", SourceState.Failing },
        { "partial", SourceState.Failing },
        { "new", SourceState.NeverRun },
        { "late", SourceState.Late },
        { "reading", SourceState.Healthy },
        { "well", SourceState.Healthy },
    };

    [Theory, MemberData(nameof(Health))]
    public void Health_is_one_word(string what, SourceState expected)
    {
        var well = Running with { LastRun = Sealed(1), NextDueAt = Noon.AddMinutes(10) };
        var schedule = what switch
        {
            "not-enabled" => well with { IsNotEnabled = true, Circuit = CircuitState.Open },
            "open" => well with { Circuit = CircuitState.Open, SilentSince = Noon },
            "silent" => well with { SilentSince = Noon, LastRun = Failed(FailureKind.Denied) },
            "failed" => well with { LastRun = Failed(FailureKind.Denied) },
            "partial" => well with { LastRun = Sealed(1) with { Status = RunStatus.Partial } },
            "new" => well with { LastRun = null },
            "late" or "reading" => well with { NextDueAt = Noon.AddMinutes(-31) },
            _ => well,
        };

        Assert.Equal(expected, SourceHealth.Of(schedule, isReading: what == "reading", Noon));
    }

    private static SourceSchedule After(SourceSchedule before, CollectionRun run, Cadence? bounds = null) =>
        ScheduleDecision.AfterRun(before, run, Key, bounds ?? Hourly, run.FinishedAt!.Value);

    private static CollectionRun Sealed(int resources) => CollectionRun.Begin(Guid.CreateVersion7(Noon), RunTrigger.Cadence, [], Noon)
        .Advance(new(resources, null, null, [], 1, 0)).End(null, Noon.AddMinutes(1)) with { Change = SnapshotChange.None };

    private static CollectionRun Failed(FailureKind kind) => CollectionRun.Begin(Guid.CreateVersion7(Noon), RunTrigger.Cadence, [], Noon)
        .End(new(kind, "test:Read", "Code", "Words."), Noon.AddMinutes(1));
}
