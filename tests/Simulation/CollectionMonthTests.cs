#if ENGINE_LOCAL
namespace Raposa.Simulation;

/// <summary>
/// A month of 25 sources and 50 crashes, for a few accounts here; <c>./raposa bench month</c> does it for a thousand. A
/// failure names the seed, and the same seed repeats it.
/// </summary>
public class CollectionMonthTests
{
    [Theory, InlineData(1), InlineData(2)]
    public async Task Every_cadence_is_met_no_two_runs_overlap_and_none_is_lost(int seed)
    {
        var month = await CollectionMonth.RunAsync(seed, MonthSize.Small);

        Assert.True(month.Faults.Count == 0, month.ToString());
        Assert.Equal(MonthSize.Small.Crashes, month.Crashes);
        Assert.True(month.Runs > 4 * 25 * 100, month.ToString());
        Assert.True(month.Resumed > 0, month.ToString());
    }

    /// <summary>Grains die alone, calls are lost, come twice or late: it takes longer here and there, and nothing else changes.</summary>
    [Theory, InlineData(1), InlineData(2)]
    public async Task Dying_grains_and_lost_doubled_and_late_calls_change_nothing_of_it(int seed)
    {
        var size = MonthSize.Small with
        {
            Slack = TimeSpan.FromMinutes(45),
            Mishaps = new() { Lost = 0.0005, Doubled = 0.001, Late = 0.001, ActivationCrashes = 0.00005 },
        };

        var month = await CollectionMonth.RunAsync(seed, size);

        Assert.True(month.Faults.Count == 0, month.ToString());
    }
}
#endif
