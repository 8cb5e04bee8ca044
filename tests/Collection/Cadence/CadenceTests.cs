using Raposa.Collection.Scheduling;
using static Raposa.Collection.TestSources;

namespace Raposa.Collection;

/// <summary>The rules of cadence by themselves: tables where a value says it, seeds where a law does.</summary>
public class CadenceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(8, 0, true, 4, 0)]
    [InlineData(4, 2, true, 2, 0)]
    [InlineData(3, 0, true, 2, 0)]     // not faster than the fastest
    [InlineData(8, 0, false, 8, 1)]
    [InlineData(8, 1, false, 8, 2)]
    [InlineData(8, 2, false, 16, 0)]   // the third quiet run in a row
    [InlineData(16, 2, false, 20, 0)]  // not slower than the slowest
    [InlineData(90, 0, false, 20, 1)]  // the bounds were narrowed meanwhile
    public void A_change_halves_the_period_and_three_quiet_runs_double_it(
        int minutes, int quietRuns, bool sawChange, int expectedMinutes, int expectedQuietRuns) =>
        Assert.Equal(
            (TimeSpan.FromMinutes(expectedMinutes), expectedQuietRuns),
            CadenceDecision.After(Minutes(5, 2, 20), TimeSpan.FromMinutes(minutes), quietRuns, sawChange));

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Whatever_the_runs_see_the_period_stays_within_its_bounds_and_on_whole_seconds(int seed)
    {
        var random = new Random(seed);
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var fastest = random.NextDouble() * 100;
            var bounds = CadenceDecision.Bounds(Minutes(fastest + (random.NextDouble() * 100), fastest, fastest + 100 + random.Next(1000)), null);
            var (period, quiet) = (bounds.Usual, 0);
            for (var run = 0; run < 50; run++)
            {
                (period, quiet) = CadenceDecision.After(bounds, period, quiet, random.Next(4) == 0);

                Assert.True(
                    period >= bounds.Fastest && period <= bounds.Slowest && period >= TimeSpan.FromMinutes(1) && period.Ticks % TimeSpan.TicksPerSecond == 0,
                    $"seed {seed}: {period} under {bounds}");
            }
        }
    }

    [Fact]
    public void What_an_organization_decides_does_not_adapt() =>
        Assert.Equal(Minutes(7, 7, 7), CadenceDecision.Bounds(Minutes(5, 2, 20), TimeSpan.FromMinutes(7)));

    [Fact]
    public void No_cadence_is_finer_than_a_minute() =>
        Assert.Equal(Minutes(1, 1, 1), CadenceDecision.Bounds(Minutes(0.5, 0.1, 0.7), null));

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void A_grid_has_one_point_in_every_period_and_the_next_is_the_first_after(int seed)
    {
        var random = new Random(seed);
        for (var attempt = 0; attempt < 500; attempt++)
        {
            var period = TimeSpan.FromSeconds(random.Next(60, 100_000));
            var grid = CadenceGrid.Of($"{seed}/{attempt}", period);
            var time = Noon.AddTicks(random.NextInt64(TimeSpan.TicksPerDay * 30));

            var next = grid.NextAfter(time);

            Assert.True(next > time && next - time <= period && grid.IsOn(next), $"seed {seed}: {grid} after {time:O} gave {next:O}");
            Assert.Equal(next + period, grid.NextAfter(next));
            Assert.Equal(next, grid.NextAfter(next - TimeSpan.FromTicks(1)));
        }
    }

    /// <summary>Evenly spread some 17 would tick in each minute of the hour; none may get three times as many.</summary>
    [Fact]
    public void A_thousand_accounts_do_not_tick_together()
    {
        var hour = TimeSpan.FromHours(1);
        var minutes = Enumerable.Range(0, 1000)
            .CountBy(n => CadenceGrid.Of($"0190d3c0-0000-7000-8000-000000000001/{900_100_200_000 + n}/aws_ec2_instance", hour).Offset.Minutes)
            .ToDictionary();

        Assert.Equal(60, minutes.Count);
        Assert.InRange(minutes.Values.Max(), 17, 50);
    }

    [Theory]
    [InlineData(FailureKind.Throttled, 0, 1.0, 2)]
    [InlineData(FailureKind.Transient, 1, 1.0, 4)]
    [InlineData(FailureKind.Transient, 4, 1.0, 32)]
    [InlineData(FailureKind.Throttled, 2, 0.5, 4)]
    [InlineData(FailureKind.Throttled, 0, 0.0, 0)]
    public void A_page_that_failed_waits_anywhere_up_to_a_bound_that_doubles(FailureKind kind, int attempt, double chance, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryDecision.Wait(kind, attempt, retryAfter: null, chance));

    [Theory]
    [InlineData(0.0, 90)]
    [InlineData(1.0, 92)]
    public void What_the_vendor_asks_to_wait_is_waited(double chance, double seconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(seconds), RetryDecision.Wait(FailureKind.Throttled, 0, TimeSpan.FromSeconds(90), chance));

    [Theory]
    [InlineData(FailureKind.Denied, 0, 0)]
    [InlineData(FailureKind.NotEnabled, 0, 0)]
    [InlineData(FailureKind.Unauthenticated, 0, 0)]
    [InlineData(FailureKind.Malformed, 0, 0)]
    [InlineData(FailureKind.Transient, 5, 0)]      // the sixth try was the last
    [InlineData(FailureKind.Throttled, 0, 3600)]   // longer than a run may wait
    public void What_waiting_does_not_help_is_not_tried_again(FailureKind kind, int attempt, double retryAfter) =>
        Assert.Null(RetryDecision.Wait(kind, attempt, TimeSpan.FromSeconds(retryAfter), 0.5));

    [Theory]
    [InlineData(1, 60, 5)]
    [InlineData(2, 60, 10)]
    [InlineData(3, 60, 120)]    // open: twice the cadence
    [InlineData(4, 60, 240)]
    [InlineData(5, 60, 360)]    // at most six hours
    [InlineData(99, 60, 360)]
    [InlineData(3, 1, 5)]       // of a fast source not before five minutes
    [InlineData(3, 1440, 360)]  // nor of a slow one later than in six hours
    public void Each_failure_leaves_a_source_alone_for_longer(int failures, int periodMinutes, int expectedMinutes) =>
        Assert.Equal(
            TimeSpan.FromMinutes(expectedMinutes), CircuitDecision.Wait(failures, TimeSpan.FromMinutes(periodMinutes), chance: 0));

    [Fact]
    public void The_circuit_opens_at_the_third_failure() =>
        Assert.Equal(
            [CircuitState.Closed, CircuitState.Closed, CircuitState.Closed, CircuitState.Open, CircuitState.Open],
            Enumerable.Range(0, 5).Select(CircuitDecision.After));

    [Theory, InlineData(1), InlineData(2)]
    public void Chance_is_even_and_the_same_for_the_same_words(int seed)
    {
        var drawn = Enumerable.Range(0, 10_000).Select(n => Chance.Of($"{seed} {n}")).ToList();

        Assert.All(drawn, each => Assert.InRange(each, 0, 0.9999999999999999));
        Assert.InRange(drawn.Average(), 0.49, 0.51);
        Assert.Equal(drawn, Enumerable.Range(0, 10_000).Select(n => Chance.Of($"{seed} {n}")));
    }
}
