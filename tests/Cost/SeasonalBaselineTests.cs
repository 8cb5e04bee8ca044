using Raposa.Cost.Anomalies;

namespace Raposa.Cost;

public class SeasonalBaselineTests
{
    // A Monday.
    private static readonly DateOnly Start = new(2026, 1, 5);

    [Fact]
    public void With_fewer_than_two_weeks_nothing_is_expected() =>
        Assert.Null(SeasonalBaseline.Of(Enumerable.Repeat(100m, 13).ToArray(), Start.AddDays(13)));

    [Fact]
    public void A_steady_cost_is_expected_to_go_on_and_a_twentieth_is_its_spread() =>
        Assert.Equal((100m, 5m), SeasonalBaseline.Of(Enumerable.Repeat(100m, 28).ToArray(), Start.AddDays(28)));

    [Theory, InlineData(28, 100), InlineData(33, 40), InlineData(34, 40)]
    public void A_quiet_weekend_is_expected_on_weekends(int day, int expected) =>
        Assert.Equal(expected, Math.Round(SeasonalBaseline.Of(Weeks(day), Start.AddDays(day))!.Value.Expected, 6));

    [Fact]
    public void A_spike_of_the_past_neither_raises_what_is_expected_nor_the_spread()
    {
        var days = Enumerable.Repeat(100m, 42).ToArray();
        days[20] = days[21] = days[22] = 9_000m;

        Assert.Equal((100m, 5m), SeasonalBaseline.Of(days, Start.AddDays(42)));
    }

    [Theory]
    [InlineData(119, false)]
    [InlineData(120, true)]
    [InlineData(81, false)]
    [InlineData(80, true)]
    public void Four_spreads_are_unusual_on_either_side(int actual, bool isUnusual) =>
        Assert.Equal(isUnusual, SeasonalBaseline.IsUnusual(actual, 100, 5));

    [Fact]
    public void What_is_small_is_nobodys_concern() => Assert.False(SeasonalBaseline.IsUnusual(9.9m, 0, 0.5m));

    /// <summary>Whatever the level, the weekend and the noise: a day within the noise is normal, and three times the level is not.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5)]
    public void Noise_is_normal_and_a_threefold_day_is_not(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var level = 20 + (random.Next(100_000) / 10m);
            var days = Enumerable.Range(0, 60).Select(day => level * (day % 7 >= 5 ? 0.7m : 1) * (0.98m + (random.Next(41) / 1000m))).ToArray();
            var baseline = SeasonalBaseline.Of(days.AsSpan(0, 59), Start.AddDays(59))!.Value;

            Assert.False(SeasonalBaseline.IsUnusual(days[59], baseline.Expected, baseline.Spread), $"seed {seed}, round {round}");
            Assert.True(SeasonalBaseline.IsUnusual(days[59] * 3, baseline.Expected, baseline.Spread), $"seed {seed}, round {round}");
        }
    }

    private static decimal[] Weeks(int count) => [.. Enumerable.Range(0, count).Select(day => day % 7 >= 5 ? 40m : 100m)];
}
